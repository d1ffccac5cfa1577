-- What the bridge may tell Prosody: end a room, remove a person, who is a host, who may write to whom and send what;
-- and it says who is where.

local array = require "util.array";
local jid = require "util.jid";
local json = require "util.json";

local max_text = 500;

local function text(value, max)
	return type(value) == "string" and value ~= "" and #value <= (max or 200) and value or nil;
end

-- Reasons are optional and free text; a wrong type is a bad command all the same.
local function reason_of(command)
	if command.reason == nil or command.reason == json.null then return true, nil; end
	local reason = text(command.reason, max_text);
	return reason ~= nil, reason;
end

-- context: rooms (see rooms.lib.lua), outbox (see outbox.lib.lua), av_moderation (see av_moderation.lib.lua)
local handlers = {};

handlers["end-room"] = function(context, command)
	local name, fine, reason = text(command.room), reason_of(command);
	if not (name and fine) then return 400, "bad-command"; end
	local known = context.rooms:find(name);
	if not known then return 404, "room-not-found"; end
	known.room:destroy(nil, reason);
	return 200, {};
end

-- The nicknames are collected first: removing changes the table that is walked.
local function nicks_of(known, user_id)
	local nicks = {};
	for nick, record in pairs(known.occupants) do
		if record.occupant.userId == user_id then nicks[#nicks + 1] = nick; end
	end
	return nicks;
end

handlers["kick"] = function(context, command)
	local name, user_id, fine, reason = text(command.room), text(command.userId), reason_of(command);
	if not (name and user_id and fine) then return 400, "bad-command"; end
	local known = context.rooms:find(name);
	if not known then return 404, "room-not-found"; end
	local nicks = nicks_of(known, user_id);
	if #nicks == 0 then return 404, "user-not-found"; end
	for _, nick in ipairs(nicks) do
		-- The same connection may not walk in again; a new one needs a new token from the bridge.
		known.removed[known.occupants[nick].occupant.jid] = true;
		known.room:set_role(true, nick, "none", reason);
	end
	return 200, { removed = #nicks };
end

-- A new table: the former one may stand in an event that is still to be sent.
local function with_affiliation(occupant, affiliation)
	return {
		id = occupant.id, jid = occupant.jid, userId = occupant.userId, name = occupant.name,
		affiliation = affiliation,
	};
end

local affiliation_of = { host = "owner", member = "member" };

-- Whoever is not in (yet, or for a moment) gets the role at the door: an older token may say otherwise.
handlers["role"] = function(context, command)
	local name, user_id, affiliation = text(command.room), text(command.userId), affiliation_of[command.role];
	if not (name and user_id and affiliation) then return 400, "bad-command"; end
	local known = context.rooms:find(name);
	if not known then return 404, "room-not-found"; end
	known.affiliations[user_id] = affiliation;
	local nicks = nicks_of(known, user_id);
	for _, nick in ipairs(nicks) do
		known.occupants[nick].occupant = with_affiliation(known.occupants[nick].occupant, affiliation);
		known.room:set_affiliation(true, jid.bare(known.occupants[nick].occupant.jid), affiliation);
	end
	context.av_moderation:sync(known);
	return 200, { changed = #nicks };
end

-- The ids of people as a set; nil when it is no list of them.
local function set_of(list)
	if type(list) ~= "table" then return nil; end
	local set, count = {}, 0;
	for key, id in pairs(list) do
		if type(key) ~= "number" or not text(id) then return nil; end
		set[id], count = true, count + 1;
	end
	return count <= 200 and set or nil;
end

-- A bridge that has not been upgraded yet says only whether members may write.
local chat_of = { everybody = "everybody", hosts = "hosts", off = "off", [true] = "everybody", [false] = "off" };

local media_of = { microphone = "audio", camera = "video", share = "desktop" };

-- What members may not send, by Jitsi's names; nothing where a bridge that has not been upgraded yet says nothing of it.
local function forbidden_of(list)
	if list == nil then return {}; end
	if type(list) ~= "table" then return nil; end
	local set = {};
	for key, medium in pairs(list) do
		if type(key) ~= "number" or not media_of[medium] then return nil; end
		set[media_of[medium]] = true;
	end
	return set;
end

-- Whose word it is: optional, as a reason is.
local function author_of(command)
	if command.by == nil or command.by == json.null then return true, nil; end
	local by = text(command.by);
	return by ~= nil, by;
end

-- Chat goes through Prosody; sound and pictures do not, so that Jicofo is told of them.
handlers["permissions"] = function(context, command)
	local name, exempt, forbidden = text(command.room), set_of(command.exempt), forbidden_of(command.forbidden);
	local chat, fine, by = command.chat ~= nil and chat_of[command.chat] or nil, author_of(command);
	if not (name and exempt and chat and forbidden and fine) then return 400, "bad-command"; end
	local known = context.rooms:find(name);
	if not known then return 404, "room-not-found"; end
	known.chat, known.exempt = chat, exempt;
	context.av_moderation:set(known, forbidden, by);
	return 200, {};
end

local function size_of(known)
	local occupants = array();
	for _, record in pairs(known.occupants) do
		occupants:push({
			id = record.occupant.id, jid = record.occupant.jid,
			userId = record.occupant.userId, joinedAt = record.joined_at,
		});
	end
	return { room = known.name, createdAt = known.created_at, occupants = occupants };
end

handlers["sizes"] = function(context)
	local rooms = array();
	for _, known in pairs(context.rooms.by_jid) do
		rooms:push(size_of(known));
	end
	return 200, { source = context.outbox.source, sequence = context.outbox:sequence(), rooms = rooms };
end

--- Runs a parsed command. Returns an HTTP status and the answer's fields, or a status and a code.
return function(context, command)
	local handler = handlers[command.command];
	if not handler then return 400, "bad-command"; end
	return handler(context, command);
end;
