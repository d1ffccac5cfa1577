-- Stand-in for Jitsi's mod_muc_max_occupants, on the MUC component. Belt and braces: the bridge
-- counts seats first. Option: muc_max_occupants (people; admins such as the focus are not counted).

local jid = require "util.jid";
local st = require "util.stanza";

local max = module:get_option_number("muc_max_occupants", 0);
local admins = module:get_option_set("admins", {});

local function people_in(room)
	local count = 0;
	for _, occupant in room:each_occupant() do
		if not admins:contains(occupant.bare_jid) then count = count + 1; end
	end
	return count;
end

module:hook("muc-occupant-pre-join", function(event)
	local room, stanza = event.room, event.stanza;
	if max <= 0 or admins:contains(jid.bare(stanza.attr.from)) then return; end
	if people_in(room) < max then return; end
	event.origin.send(st.error_reply(stanza, "cancel", "service-unavailable"));
	return true;
end, 10);
