-- Stand-in for Jitsi's mod_token_verification, on the MUC component: the token opens one room, and
-- (stricter than stock, which looks at the end of the token only at login) only until it ends.

local jid = require "util.jid";
local st = require "util.stanza";

local admins = module:get_option_set("admins", {});

local function flaw_of(session, room_jid)
	local room = session.jitsi_meet_room;
	if type(room) ~= "string" then return "Room creation and joining need a token"; end
	if room ~= jid.node(room_jid) then return "Room and token mismatched"; end
	local expires = session.campus_token_expires;
	if type(expires) ~= "number" or os.time() >= expires then return "Not acceptable by exp"; end
end

local function check(event)
	local origin, stanza = event.origin, event.stanza;
	if admins:contains(jid.bare(stanza.attr.from)) then return; end
	local flaw = flaw_of(origin, event.room.jid);
	if not flaw and jid.resource(stanza.attr.to) == "focus" then flaw = "This nickname is the focus's"; end
	if not flaw then return; end
	origin.send(st.error_reply(stanza, "cancel", "not-allowed", flaw));
	return true;
end

module:hook("muc-room-pre-create", check, 99);
module:hook("muc-occupant-pre-join", check, 99);

-- A change of nickname must not take the focus's either.
module:hook("muc-occupant-pre-change", function(event)
	if jid.resource(event.stanza.attr.to) == "focus" then return check(event); end
end, 99);
