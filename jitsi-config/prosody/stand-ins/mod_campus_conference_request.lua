-- For the demo and the tests, on the virtual host: who asks the focus for a room needs a token for that room. The
-- focus is a component of its own (../../stand-in/focus) and cannot see the token of who asks. Stock Jitsi looks at
-- the token when somebody joins; as do we, once more.
-- Options: campus_focus (the focus's domain), campus_focus_muc (the MUC component).

local jid = require "util.jid";
local st = require "util.stanza";

local focus_host = module:get_option_string("campus_focus");
local muc_host = module:get_option_string("campus_focus_muc");
local xmlns_focus = "http://jitsi.org/protocol/focus";
assert(focus_host and muc_host, "campus_focus and campus_focus_muc must be set");

local function may_ask(session, room_jid)
	return jid.host(room_jid) == muc_host and session.jitsi_meet_room == jid.node(room_jid);
end

local function check(event)
	local origin, stanza = event.origin, event.stanza;
	if jid.host(stanza.attr.to) ~= focus_host then return; end
	local request = stanza:get_child("conference", xmlns_focus);
	if not request then return; end
	local room_jid = jid.prep(request.attr.room or "");
	if room_jid and may_ask(origin, room_jid) then return; end
	origin.send(st.error_reply(stanza, "auth", "not-authorized", "The token is for another room"));
	return true;
end

module:hook("pre-iq/host", check);
module:hook("pre-iq/bare", check);
module:hook("pre-iq/full", check);
