-- What may be said in a room: chat by the rule that the bridge tells, and signals (reactions and the like) at a
-- bounded rate, because each of them goes to everybody.

local json = require "util.json";
local st = require "util.stanza";

local per_person = { limit = 10, seconds = 5 };
local per_room = { limit = 20, seconds = 1 };

local function take(budget, bound, now)
	if now - (budget.since or 0) >= bound.seconds then budget.since, budget.count = now, 0; end
	budget.count = budget.count + 1;
	return budget.count <= bound.limit;
end

-- Hosts, and members who may do what the others may not.
local function is_free(known, occupant)
	if known.chat == "everybody" or occupant.role == "moderator" then return true; end
	local record = known.occupants[occupant.nick];
	return record ~= nil and known.exempt[record.occupant.userId] == true;
end

-- Moderators without a record are services, such as the focus.
local function is_host(known, occupant)
	return occupant.role == "moderator" and known.occupants[occupant.nick] ~= nil;
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

local function refuse(event, text)
	event.origin.send(st.error_reply(event.stanza, "auth", "forbidden", text, event.room.jid));
end

local fields_of_reaction = { type = true, signal = true, reaction = true };

-- Nothing but a reaction, as panels send it: other fields could carry words.
local function is_reaction(stanza)
	if #stanza.tags ~= 1 or stanza.tags[1].name ~= "json-message" then return false; end
	local fine, sent = pcall(json.decode, stanza.tags[1]:get_text());
	if not fine or type(sent) ~= "table" or sent.type ~= "campus-meet" or sent.signal ~= "reaction" then return false; end
	for field in pairs(sent) do
		if not fields_of_reaction[field] then return false; end
	end
	return type(sent.reaction) == "string" and #sent.reaction <= 20 and sent.reaction:find("^%l+$") ~= nil;
end

-- Whoever sent words is told, once it is known that they go nowhere; what else is not sayable is dropped.
local function stops(event, may_say, text)
	if may_say then return false; end
	if has(event.stanza, "body") then refuse(event, text); end
	return true;
end

local speech = {};

--- True when a message to everybody must not go on.
function speech.stops_public(known, occupant, event)
	local stanza = event.stanza;
	if is_free(known, occupant) or is_reaction(stanza) then
		return has(stanza, "json-message") and not has(stanza, "body") and not may_signal(known, occupant);
	end
	return stops(event, false, "The hosts do not allow messages to everybody now");
end

--- True when a message from one to one (pair: from, to) must not go on. An error is none of anybody's messages: the
--- reader's client would take it for the server's word.
function speech.stops_private(known, pair, event)
	if event.stanza.attr.type == "error" then return true; end
	local may_say = is_free(known, pair.from) or (known.chat == "hosts" and is_host(known, pair.to));
	if stops(event, may_say, "The hosts do not allow private messages to this person now") then return true; end
	return has(event.stanza, "json-message") and not may_signal(known, pair.from);
end

--- True when an invitation by this room, or an answer to one, must not go on: only moderators' do.
function speech.stops_invitation(occupant, event)
	if occupant and occupant.role == "moderator" then return false; end
	refuse(event, "Only hosts may invite");
	return true;
end

return speech;
