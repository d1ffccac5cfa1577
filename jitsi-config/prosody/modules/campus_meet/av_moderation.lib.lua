-- Who may send sound and pictures, kept by the servers: the bridge says it, and this tells Jicofo and the clients in
-- the words of Jitsi's AV moderation, in the name of its component. Jicofo then has the videobridges let nothing
-- through of whoever is bound, whatever their client does. Differs from Jitsi's own component in this: no client
-- switches it, hosts are bound by it as soon as they are hosts no more, and whoever loses the word is silenced at once.

local array = require "util.array";
local jid = require "util.jid";
local json = require "util.json";
local new_id = require "util.id".short;
local st = require "util.stanza";

local media = { "audio", "video", "desktop" };
local xmlns = { audio = "http://jitsi.org/jitmeet/audio", video = "http://jitsi.org/jitmeet/video", desktop = "http://jitsi.org/jitmeet/desktop" };
-- Jicofo has called somebody by then who joined; before, it does not know whom it is asked about.
local until_called = 5; -- seconds
-- When all may send again, each is told to Jicofo: so many at once, so often.
local at_once, pause = 5, 0.1;

local av_mt = {};
av_mt.__index = av_mt;

-- options: host (the component's address), is_service (function(bare_jid)), send (function(stanza)), timer (function(seconds, callback))
local function new(options)
	return setmetatable({
		host = options.host, is_service = options.is_service, send = options.send, timer = options.timer,
		releases = {}, is_releasing = false,
	}, av_mt);
end

function av_mt:is_there()
	return prosody.hosts[self.host] ~= nil;
end

function av_mt:say(to, fields)
	fields.type = "av_moderation";
	self.send(st.message({ from = self.host, to = to })
		:tag("json-message", { xmlns = "http://jitsi.org/jitmeet" }):text(json.encode(fields)):up());
end

-- Jicofo's place in the room; nil while it is away.
function av_mt:focus_of(room)
	local occupant = room:get_occupant_by_nick(room.jid.."/focus");
	return occupant and self.is_service(occupant.bare_jid) and occupant or nil;
end

-- Asks Jicofo on somebody's behalf to let their medium through, or not: it decides by the lists that it was told.
function av_mt:ask_focus(known, nick, medium, mute)
	local focus = self:focus_of(known.room);
	if not focus or not known.room:get_occupant_by_nick(nick) then return; end
	self.send(st.iq({ type = "set", id = new_id(), from = nick, to = focus.jid })
		:tag("mute", { xmlns = xmlns[medium], jid = nick }):text(tostring(mute)):up());
end

-- Hosts, and whom hosts called up. Services have no record.
local function is_free(known, nick)
	local record = known.occupants[nick];
	if not record then return false; end
	return known.exempt[record.occupant.userId] == true or known.room:get_role(nick) == "moderator";
end

local function free_in(known)
	local free = {};
	for nick in pairs(known.occupants) do
		if is_free(known, nick) then free[nick] = true; end
	end
	return free;
end

local function sorted(set)
	local list = array();
	for nick in pairs(set) do list:push(nick); end
	list:sort();
	return list;
end

-- Jicofo and hosts hear the whole list; an empty one as well, or Jicofo would keep the former.
function av_mt:say_list(known, medium, to, removed)
	local fields = {
		room = known.room.jid, mediaType = medium,
		whitelists = { [medium] = sorted(known.moderated[medium].free) }, removed = removed or nil,
	};
	if to then return self:say(to, fields); end
	for nick, occupant in known.room:each_occupant() do
		if known.room:get_role(nick) == "moderator" then self:say(occupant.jid, fields); end
	end
end

function av_mt:say_enabled(known, medium, enabled, to)
	local fields = { room = known.room.jid, mediaType = medium, enabled = enabled, actor = known.actor };
	if to then return self:say(to, fields); end
	for _, occupant in known.room:each_occupant() do self:say(occupant.jid, fields); end
end

-- First the list: of whoever is in it nothing is held back when it begins.
function av_mt:begin(known, medium)
	known.moderated[medium] = { free = free_in(known) };
	self:say_list(known, medium);
	self:say_enabled(known, medium, true);
end

function av_mt:finish(known, medium)
	known.moderated[medium] = nil;
	self:say_enabled(known, medium, false);
	for nick in pairs(known.occupants) do
		self.releases[#self.releases + 1] = { known = known, nick = nick, medium = medium };
	end
	self:release();
end

function av_mt:release()
	if self.is_releasing then return; end
	for _ = 1, at_once do
		local one = table.remove(self.releases, 1);
		if not one then return; end
		if not one.known.moderated[one.medium] then self:ask_focus(one.known, one.nick, one.medium, false); end
	end
	self.is_releasing = true;
	self.timer(pause, function() self.is_releasing = false; self:release(); end);
end

function av_mt:tell_one(known, nick, medium, approved)
	local occupant = known.room:get_occupant_by_nick(nick);
	if not occupant then return; end
	if known.room:get_role(nick) ~= "moderator" then
		local fields = { room = known.room.jid, mediaType = medium };
		fields[approved and "approved" or "removed"] = true;
		self:say(occupant.jid, fields);
	end
	self:ask_focus(known, nick, medium, not approved);
end

function av_mt:adjust(known, medium)
	local was, now = known.moderated[medium].free, free_in(known);
	local added, removed = array(), array();
	for nick in pairs(now) do if not was[nick] then added:push(nick); end end
	for nick in pairs(was) do if not now[nick] then removed:push(nick); end end
	if #added + #removed == 0 then return; end
	known.moderated[medium].free = now;
	self:say_list(known, medium, nil, #removed > 0);
	for _, nick in ipairs(added) do self:tell_one(known, nick, medium, true); end
	for _, nick in ipairs(removed) do self:tell_one(known, nick, medium, false); end
end

--- Brings Jicofo and the clients to what the bridge said: after it said something, and when somebody came, went or
--- became something else.
function av_mt:sync(known)
	if not self:is_there() then return; end
	for _, medium in ipairs(media) do
		local is_on = known.moderated[medium] ~= nil;
		if known.forbidden[medium] and not is_on then self:begin(known, medium);
		elseif is_on and not known.forbidden[medium] then self:finish(known, medium);
		elseif is_on then self:adjust(known, medium); end
	end
end

--- What members may not send (a set of Jitsi's names), by whose word (a user's id, or nil).
function av_mt:set(known, forbidden, by)
	known.forbidden = forbidden;
	known.actor = known.room.jid.."/focus";
	for nick, record in pairs(known.occupants) do
		if by and record.occupant.userId == by then known.actor = nick; end
	end
	if next(forbidden) and not self:is_there() then
		module:log("warn", "No %s: Jicofo does not keep what hosts forbid, their panels alone do", self.host);
	end
	self:sync(known);
end

--- Somebody came in, or Jicofo: they hear what holds.
function av_mt:joined(known, occupant)
	if not self:is_there() or next(known.moderated) == nil then return; end
	local nick = occupant.nick;
	for _, medium in ipairs(media) do
		if known.moderated[medium] then
			if known.room:get_role(nick) == "moderator" then self:say_list(known, medium, occupant.jid); end
			self:say_enabled(known, medium, true, occupant.jid);
		end
	end
	self:sync(known);
	-- Should it call them in a way that is not seen here (called).
	self.timer(until_called, function() self:free_again(known, nick); end);
end

function av_mt:free_again(known, nick)
	if not known.occupants[nick] or known.room:get_role(nick) == "moderator" then return; end
	for _, medium in ipairs(media) do
		if known.moderated[medium] and is_free(known, nick) then self:ask_focus(known, nick, medium, false); end
	end
end

--- Jicofo calls somebody to a videobridge: after they came in, and anew when a videobridge failed or is emptied. It
--- holds everybody back who is no host, and looks into no list; by now it knows whom it is asked about.
function av_mt:called(known, stanza)
	local jingle = stanza.attr.type == "set" and stanza:get_child("jingle", "urn:xmpp:jingle:1");
	if not jingle or jingle.attr.action ~= "session-initiate" then return; end
	if next(known.moderated) == nil or not self.is_service(jid.bare(stanza.attr.from)) then return; end
	self:free_again(known, stanza.attr.to);
end

--- True for the mute with which Jicofo begins, to somebody whom it does not concern. One that a host asked for names
--- the host.
function av_mt:stops_mute(known, stanza)
	local mute = stanza.attr.type == "set" and stanza.tags[1];
	if not mute or mute.name ~= "mute" or mute.attr.actor then return false; end
	if not self.is_service(jid.bare(stanza.attr.from)) then return false; end
	for medium, name in pairs(xmlns) do
		if mute.attr.xmlns == name then
			local moderated = known.moderated[medium];
			return moderated ~= nil and moderated.free[stanza.attr.to] == true;
		end
	end
	return false;
end

--- Jitsi's own component takes this from any moderator's client, which would then say something else than the bridge.
function av_mt:refuse_clients(event)
	local stanza = event.stanza;
	if stanza.attr.type == "error" or not stanza:get_child("av_moderation") then return; end
	event.origin.send(st.error_reply(stanza, "auth", "forbidden", "Only Campus Meet says who may send"));
	return true;
end

return { new = new };
