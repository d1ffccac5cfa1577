-- What may be said in a room: chat as the bridge allows it, and signals (reactions and the like) at a
-- bounded rate, because each of them goes to everybody.

local st = require "util.stanza";

local per_person = { limit = 10, seconds = 5 };
local per_room = { limit = 20, seconds = 1 };

local function take(budget, bound, now)
	if now - (budget.since or 0) >= bound.seconds then budget.since, budget.count = now, 0; end
	budget.count = budget.count + 1;
	return budget.count <= bound.limit;
end

local function may_chat(known, occupant)
	if known.chat_allowed or occupant.role == "moderator" then return true; end
	local record = known.occupants[occupant.nick];
	return record ~= nil and known.exempt[record.occupant.userId] == true;
end

local function may_signal(known, occupant)
	local record = known.occupants[occupant.nick];
	if occupant.role == "moderator" or not record then return true; end
	local now = os.time();
	record.signals = record.signals or {};
	return take(record.signals, per_person, now) and take(known.signals, per_room, now);
end

-- By name alone, as clients look: a namespace of one's own must not help.
local function has(stanza, name)
	for _, tag in ipairs(stanza.tags) do
		if tag.name == name then return true; end
	end
	return false;
end

--- True when the message must not go on; whoever sent words is told so, a signal too many is dropped.
return function(known, occupant, event)
	if has(event.stanza, "body") then
		if may_chat(known, occupant) then return false; end
		local text = "The hosts do not allow messages now";
		event.origin.send(st.error_reply(event.stanza, "auth", "forbidden", text, event.room.jid));
		return true;
	end
	return has(event.stanza, "json-message") and not may_signal(known, occupant);
end;
