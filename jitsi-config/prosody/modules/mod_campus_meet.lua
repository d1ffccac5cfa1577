-- mod_campus_meet: tells the Campus Meet bridge who is in which meeting, and takes its commands.
-- Enable it on the conference MUC component; options stand in the global section (README.md):
--   campus_meet_events_url   where events go, for example "https://bridge.example.edu/jitsi/events"
--   campus_meet_secret       shared with the bridge, at least 32 characters
--   campus_meet_excluded     JIDs and domains that are no participants (recorder, SIP gateway); admins never are
--   campus_meet_queue        events kept while the bridge is away (10000)
--   campus_meet_timeout      seconds to wait for an answer of the bridge (10)
--   campus_meet_av_moderation  address of Jitsi's AV moderation component ("avmoderation." and the domain of the rooms)
-- Works with Prosody 0.12 and 13. The wire: decision 0001, "Signed messages".

module:set_global();
module:depends("http");

local jid = require "util.jid";
local st = require "util.stanza";
local uuid = require "util.uuid".generate;

local signature = module:require "campus_meet/signature";
local outbox_lib = module:require "campus_meet/outbox";
local rooms_lib = module:require "campus_meet/rooms";
local new_post = module:require "campus_meet/post";
local new_endpoint = module:require "campus_meet/endpoint";
local speech = module:require "campus_meet/speech";
local forbid_direct = module:require "campus_meet/direct";
local av_lib = module:require "campus_meet/av_moderation";

local url = module:get_option_string("campus_meet_events_url");
local secret = module:get_option_string("campus_meet_secret");
local excluded = module:get_option_set("campus_meet_excluded", {});
local admins = module:get_option_set("admins", {});

assert(url and url:find("^https?://"), "campus_meet_events_url must be set globally to an http or https address");
assert(secret and #secret >= 32, "campus_meet_secret must be set globally, at least 32 characters");

local function timer(seconds, callback)
	module:add_timer(seconds, function() callback(); end);
end

local outbox = outbox_lib.new({
	source = uuid(),
	limit = module:get_option_number("campus_meet_queue", 10000),
	timer = timer,
	log = function(...) module:log(...); end,
	send = new_post({
		url = url, timer = timer, timeout = module:get_option_number("campus_meet_timeout", 10),
		headers = function(body)
			return {
				["Content-Type"] = "application/json",
				[signature.header] = signature.sign(secret, body, os.time()),
			};
		end,
	}),
});

local rooms = rooms_lib.new({
	push = function(event) outbox:push(event); end,
	is_excluded = function(bare, host)
		return admins:contains(bare) or excluded:contains(bare) or excluded:contains(host);
	end,
});

-- Made when the MUC component is there, which says under which domain.
local context = { rooms = rooms, outbox = outbox, av_moderation = nil };
local post, wrong_method = new_endpoint({ secret = secret, context = context });

module:provides("http", {
	name = "campus-meet";
	default_path = "/campus-meet";
	route = {
		["POST /commands"] = post;
		["GET /commands"] = wrong_method;
		["PUT /commands"] = wrong_method;
		["PATCH /commands"] = wrong_method;
		["DELETE /commands"] = wrong_method;
	};
});

-- Why an occupant left, in the words of whoever knows: the leaving client, or the server for a lost connection.
local function status_of(occupant)
	local presence = occupant:get_presence();
	return presence and presence.attr.type == "unavailable" and presence:get_child_text("status") or nil;
end

-- The bridge's latest word on who is a host, where it differs from what the token says.
local function keep_affiliation(event)
	local known = rooms.by_jid[event.room.jid];
	local user = event.origin.jitsi_meet_context_user;
	local affiliation = known and type(user) == "table" and known.affiliations[tostring(user.id)];
	local bare = event.occupant.bare_jid;
	if not affiliation or event.room:get_affiliation(bare) == affiliation then return; end
	event.room:set_affiliation(true, bare, affiliation);
	event.occupant.role = event.room:get_default_role(affiliation);
end

-- Jicofo and the clients are told in its name; where the deployment has no such component, hosts' panels see to it.
local function new_av_moderation(muc)
	local host = module:get_option_string("campus_meet_av_moderation", "avmoderation."..muc.host:gsub("^[^.]*%.", ""));
	local av = av_lib.new({
		host = host, timer = timer,
		is_service = function(bare) return admins:contains(bare); end,
		send = function(stanza) muc:send(stanza); end,
	});
	local function guard(activated)
		if activated ~= host then return; end
		muc:context(host):hook("message/host", function(event) return av:refuse_clients(event); end, 10);
	end
	if av:is_there() then guard(host); else muc:hook_global("host-activated", guard); end
	return av;
end

function module.add_host(muc)
	local av = new_av_moderation(muc);
	context.av_moderation = av;

	muc:hook("muc-room-created", function(event) rooms:see(event.room); end);

	muc:hook("muc-broadcast-presence", function(event)
		local occupant, stanza = event.occupant, event.stanza;
		if occupant.role == nil then
			rooms:note_reason(event.room, occupant.nick, event.reason);
		elseif stanza.attr.type == nil then
			rooms:joined(event.room, occupant);
		end
	end, -1000);

	-- After everything that says who moderates.
	muc:hook("muc-occupant-joined", function(event)
		local known = rooms.by_jid[event.room.jid];
		if known then av:joined(known, event.occupant); end
	end, -1000);

	muc:hook("iq/full", function(event)
		local known = rooms.by_jid[jid.bare(event.stanza.attr.to)];
		if not known then return; end
		av:called(known, event.stanza);
		if not av:stops_mute(known, event.stanza) then return; end
		event.origin.send(st.reply(event.stanza));
		return true;
	end, 10);

	muc:hook("muc-occupant-left", function(event)
		local destroying = event.room.destroying;
		local reason = type(destroying) == "string" and destroying or status_of(event.occupant);
		rooms:left(event.room, event.nick, reason);
		local known = rooms.by_jid[event.room.jid];
		if known and not destroying then av:sync(known); end
	end, 1000);

	muc:hook("muc-room-destroyed", function(event) rooms:destroyed(event.room, event.reason); end, 1000);

	muc:hook("muc-occupant-pre-join", function(event)
		local known = rooms.by_jid[event.room.jid];
		if not (known and known.removed[event.stanza.attr.from]) then return; end
		local text = "You were removed from this meeting";
		event.origin.send(st.error_reply(event.stanza, "auth", "forbidden", text, event.room.jid));
		return true;
	end, 100);

	-- After token_affiliation (-3.5), which takes it from the token.
	muc:hook("muc-occupant-pre-join", keep_affiliation, -4);

	muc:hook("muc-occupant-groupchat", function(event)
		local known, occupant = rooms.by_jid[event.room.jid], event.occupant;
		if known and occupant and speech.stops_public(known, occupant, event) then return true; end
	end, 40);
	muc:hook("muc-private-message", function(event)
		local room, known = event.room, rooms.by_jid[event.room.jid];
		local occupant = room:get_occupant_by_nick(event.stanza.attr.from);
		local reader = room:get_occupant_by_nick(event.stanza.attr.to);
		if known and occupant and reader and speech.stops_private(known, { from = occupant, to = reader }, event) then
			return false;
		end
	end, 40);
	-- These carry words to any address; whom to let in is the bridge's business.
	for _, name in ipairs({ "muc-pre-invite", "muc-pre-decline" }) do
		muc:hook(name, function(event)
			local known = rooms.by_jid[event.room.jid];
			local occupant = event.room:get_occupant_by_real_jid(event.stanza.attr.from);
			return known and speech.stops_invitation(occupant, event) or nil;
		end, 40);
	end

	-- Loaded while meetings run: tell the bridge of them under the new source.
	local function seed()
		local modules = prosody.hosts[muc.host] and prosody.hosts[muc.host].modules;
		if not (modules and modules.muc and modules.muc.live_rooms) then return; end
		for room in modules.muc.live_rooms() do
			rooms:see(room);
			for _, occupant in room:each_occupant() do
				rooms:joined(room, occupant);
			end
		end
	end
	seed();
end

forbid_direct();
outbox:flush();
