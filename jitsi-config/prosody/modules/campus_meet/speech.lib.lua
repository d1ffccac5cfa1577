-- What may be said in a room: chat by the rule that the bridge tells, and signals (reactions and the like) at a
-- bounded rate, because each of them goes to everybody.

local json = require "util.json";
local st = require "util.stanza";

local per_person = { limit = 10, seconds = 5 };
local per_room = { limit = 20, seconds = 1 };

-- Of one message: characters of its text (the panel's longestMessage), and bytes of all that is sent with it.
local longest_text, longest_stanza = 2000, 16 * 1024;

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

-- All bytes but those that continue a character; Prosody lets nothing but UTF-8 in.
local function characters_of(text)
	return select(2, text:gsub("[^\128-\191]", ""));
end

-- Every message goes to everybody, and stays in 500 panels. A text with elements in it is none.
local function is_too_long(stanza)
	if not has(stanza, "body") then return false; end
	local characters = 0;
	for _, tag in ipairs(stanza.tags) do
		if tag.name == "body" then
			local text = tag:get_text();
			characters = characters + (text and characters_of(text) or math.huge);
		end
	end
	return characters > longest_text or #tostring(stanza) > longest_stanza;
end

local function stops_too_long(event)
	if not is_too_long(event.stanza) then return false; end
	event.origin.send(st.error_reply(event.stanza, "modify", "policy-violation", "This message is too long", event.room.jid));
	return true;
end

local speech = {};

--- True when a message to everybody must not go on.
function speech.stops_public(known, occupant, event)
	local stanza = event.stanza;
	if stops_too_long(event) then return true; end
	if is_free(known, occupant) or is_reaction(stanza) then
		return has(stanza, "json-message") and not has(stanza, "body") and not may_signal(known, occupant);
	end
	return stops(event, false, "The hosts do not allow messages to everybody now");
end

--- True when a message from one to one (pair: from, to) must not go on. An error is none of anybody's messages: the
--- reader's client would take it for the server's word.
function speech.stops_private(known, pair, event)
	if event.stanza.attr.type == "error" or stops_too_long(event) then return true; end
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
