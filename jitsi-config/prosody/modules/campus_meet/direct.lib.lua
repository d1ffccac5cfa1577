-- Messages from one client to another past the rooms, by the address that everybody in a room sees. No meeting needs
-- them, and no rule of a meeting would bind them. Only those who came with a room token are stopped: services and
-- other users of this Prosody are none of our business.

local jid = require "util.jid";
local st = require "util.stanza";

local function stop_direct(event)
	local origin, stanza = event.origin, event.stanza;
	if origin.type ~= "c2s" or type(origin.jitsi_meet_context_user) ~= "table" then return; end
	local to = prosody.hosts[jid.host(stanza.attr.to) or ""];
	if not to or to.type ~= "local" then return; end
	if stanza.attr.type ~= "error" then
		origin.send(st.error_reply(stanza, "cancel", "not-allowed", "Messages go by the meeting only"));
	end
	return true;
end

--- Watches the hosts that clients log in to: those of now, and those that come.
return function()
	local function watch(name)
		local host = prosody.hosts[name];
		if not host or host.type ~= "local" then return; end
		for _, kind in ipairs({ "bare", "full" }) do
			module:hook_object_event(host.events, "pre-message/" .. kind, stop_direct, 100);
		end
	end
	for name in pairs(prosody.hosts) do watch(name); end
	module:hook_global("host-activated", watch);
end;
