-- Stand-in for Jicofo, for the demo and the tests; load as Component "focus.<domain>" "campus_focus".
-- It answers the conference request, joins the room as "focus", passes a moderator's mute on, and
-- leaves with the last participant. It knows no videobridge: media flows between two people only.
-- Options: campus_focus_muc (the MUC component), campus_focus_patience (seconds for the first to come, 15).

local jid = require "util.jid";
local st = require "util.stanza";
local uuid = require "util.uuid".generate;

local muc_host = module:get_option_string("campus_focus_muc");
local patience = module:get_option_number("campus_focus_patience", 15);
local focus_jid = "focus@" .. module.host .. "/focus";
local xmlns_focus = "http://jitsi.org/protocol/focus";
local is_media = {
	["http://jitsi.org/jitmeet/audio"] = true,
	["http://jitsi.org/jitmeet/video"] = true,
	["http://jitsi.org/jitmeet/desktop"] = true,
};
assert(muc_host, "campus_focus_muc must be set");

local function room_of(room_jid)
	local host = prosody.hosts[muc_host];
	local muc = host and host.modules.muc;
	return muc and muc.get_room_from_jid(jid.bare(room_jid));
end

local function send_presence(room_jid, kind)
	local presence = st.presence({ from = focus_jid, to = room_jid .. "/focus", type = kind });
	if not kind then presence:tag("x", { xmlns = "http://jabber.org/protocol/muc" }):up(); end
	module:send(presence);
end

-- Looked at when somebody leaves, and once after the wait for the first to come.
local function leave_if_alone(room_jid)
	local room = room_of(room_jid);
	if not room then return; end
	local others = 0;
	for _, occupant in room:each_occupant() do
		if occupant.bare_jid ~= jid.bare(focus_jid) then others = others + 1; end
	end
	if others == 0 then send_presence(room_jid, "unavailable"); end
end

local function join(room_jid)
	local room = room_of(room_jid);
	if room and room:get_occupant_by_real_jid(focus_jid) then return; end
	send_presence(room_jid);
	module:add_timer(patience, function() leave_if_alone(room_jid); end);
end

-- The request says which room; the token of who asks says which one they may ask for.
local function may_ask(session, room_jid)
	return jid.host(room_jid) == muc_host and session.jitsi_meet_room == jid.node(room_jid);
end

module:hook("iq-set/host/" .. xmlns_focus .. ":conference", function(event)
	local origin, stanza = event.origin, event.stanza;
	local room_jid = jid.prep(stanza.tags[1].attr.room or "");
	if not room_jid or not may_ask(origin, room_jid) then
		origin.send(st.error_reply(stanza, "auth", "not-authorized", "The token is for another room"));
		return true;
	end
	join(jid.bare(room_jid));
	origin.send(st.reply(stanza):tag("conference", {
		xmlns = xmlns_focus, ready = "true", room = room_jid, focusjid = jid.bare(focus_jid),
	}));
	return true;
end);

local function mute_flaw(sender, target, mute)
	if not sender or sender.role ~= "moderator" then return "forbidden", "Only moderators may mute others"; end
	if not target then return "item-not-found", "Nobody there to mute"; end
	-- As Jicofo has it: whose microphone it is opens it.
	if mute:get_text() ~= "true" then return "not-allowed", "Nobody may be unmuted by others"; end
end

-- Comes by way of the room (room/focus), so `from` is the sender's place in the room.
local function relay_mute(stanza, mute)
	local room = room_of(stanza.attr.from);
	local sender = room and room:get_occupant_by_nick(stanza.attr.from);
	local target = room and mute.attr.jid and room:get_occupant_by_nick(mute.attr.jid);
	local condition, text = mute_flaw(sender, target, mute);
	if condition then
		module:send(st.error_reply(stanza, "auth", condition, text));
		return;
	end
	module:send(st.reply(stanza));
	module:send(st.iq({ type = "set", from = focus_jid, to = target.nick, id = uuid() })
		:tag("mute", { xmlns = mute.attr.xmlns, actor = sender.nick }):text("true"));
end

-- Answers to our own requests end here; what is no mute gets Prosody's own "not offered".
module:hook("iq/full", function(event)
	local stanza = event.stanza;
	if stanza.attr.type == "result" or stanza.attr.type == "error" then return true; end
	local mute = stanza.attr.type == "set" and stanza.tags[1];
	if not mute or mute.name ~= "mute" or not is_media[mute.attr.xmlns] then return; end
	relay_mute(stanza, mute);
	return true;
end, 10);

-- What the room sends to everybody is not for this one.
module:hook("presence/full", function() return true; end);
module:hook("message/full", function() return true; end);

local function watch_muc()
	module:context(muc_host):hook("muc-occupant-left", function(event)
		local room_jid = event.room.jid;
		-- On the next turn: the room is still at work on this leave.
		module:add_timer(0, function() leave_if_alone(room_jid); end);
	end);
end

-- Prosody starts its hosts in no fixed order.
if prosody.hosts[muc_host] then
	watch_muc();
else
	module:hook_global("host-activated", function(host)
		if host == muc_host then watch_muc(); end
	end);
end
