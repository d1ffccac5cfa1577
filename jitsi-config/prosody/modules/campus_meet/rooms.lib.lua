-- Who is in which room, and the events that tell the bridge so.
-- Derived from what the MUC broadcasts rather than from its join event alone, because a change of
-- nickname fires "left" for the old one but no "joined" for the new one.

local jid = require "util.jid";
local time_now = require "util.time".now;

local function now_ms()
	return math.floor(time_now() * 1000);
end

local rooms_mt = {};
rooms_mt.__index = rooms_mt;

-- options: push (function(event)), is_excluded (function(bare_jid, host) → boolean)
local function new(options)
	return setmetatable({ push = options.push, is_excluded = options.is_excluded, by_jid = {} }, rooms_mt);
end

-- Jicofo's own health checks make and destroy rooms all day.
local function is_health_check(name)
	return name:find("^__jicofo%-health%-check") ~= nil;
end

--- The room's record; the first sight of it tells the bridge. Nil for rooms that are nobody's meeting.
function rooms_mt:see(room)
	local known = self.by_jid[room.jid];
	if known then return known; end
	local name = jid.node(room.jid);
	if not name or is_health_check(name) then return nil; end
	known = {
		room = room, name = name, created_at = now_ms(), occupants = {}, reasons = {}, removed = {},
		-- By user id, what the bridge said since: it goes before what an older token says.
		affiliations = {},
		chat = "everybody", exempt = {}, signals = {},
		-- By Jitsi's names of media: what members may not send, and what Jicofo was told of it (av_moderation.lib.lua).
		forbidden = {}, moderated = {},
	};
	self.by_jid[room.jid] = known;
	self.push({ type = "room-created", room = name });
	return known;
end

--- The record of the room with this name, or nil.
function rooms_mt:find(name)
	for _, known in pairs(self.by_jid) do
		if known.name == name then return known; end
	end
end

-- Who the token says it is; nil for services (focus, recorder) and whoever has no identity.
local function user_of(occupant)
	local session = prosody.full_sessions[occupant.jid];
	local user = session and session.jitsi_meet_context_user;
	local id = type(user) == "table" and user.id;
	if type(id) ~= "string" and type(id) ~= "number" then return nil; end
	return tostring(id), type(user.name) == "string" and user.name or "";
end

--- Called for whoever is seen in the room; the first sight of an occupant tells the bridge.
function rooms_mt:joined(room, occupant)
	local known = self:see(room);
	if not known or known.occupants[occupant.nick] then return; end
	if self.is_excluded(occupant.bare_jid, jid.host(occupant.bare_jid)) then return; end
	local user_id, name = user_of(occupant);
	if not user_id then return; end
	local record = {
		id = jid.resource(occupant.nick), jid = occupant.jid, userId = user_id, name = name,
		affiliation = room:get_affiliation(occupant.bare_jid) or "none",
	};
	known.occupants[occupant.nick] = { occupant = record, joined_at = now_ms() };
	self.push({ type = "occupant-joined", room = known.name, occupant = record });
end

--- Keeps why somebody is being removed until the MUC says that they left.
function rooms_mt:note_reason(room, nick, reason)
	local known = self.by_jid[room.jid];
	if known and reason then known.reasons[nick] = reason; end
end

function rooms_mt:left(room, nick, reason)
	local known = self.by_jid[room.jid];
	local record = known and known.occupants[nick];
	if not record then return; end
	reason = known.reasons[nick] or reason;
	known.occupants[nick], known.reasons[nick] = nil, nil;
	self.push({ type = "occupant-left", room = known.name, occupant = record.occupant, reason = reason });
end

--- Whoever is still in leaves first, so that the bridge never has people in a room that is gone.
function rooms_mt:destroyed(room, reason)
	local known = self.by_jid[room.jid];
	if not known then return; end
	for nick in pairs(known.occupants) do
		self:left(room, nick, reason);
	end
	self.by_jid[room.jid] = nil;
	self.push({ type = "room-destroyed", room = known.name, reason = reason });
end

return { new = new };
