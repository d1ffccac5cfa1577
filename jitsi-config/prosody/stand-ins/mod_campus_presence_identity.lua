-- Stand-in for Jitsi's mod_presence_identity, on the virtual host: every presence carries the
-- identity of the token, and never one that the client wrote itself.

local st = require "util.stanza";

local function text_of(value)
	return (type(value) == "string" or type(value) == "number" or value == true) and tostring(value) or nil;
end

local function identity_of(user)
	local identity = st.stanza("identity"):tag("user");
	for _, field in ipairs({ "id", "name", "email", "avatar", "guest" }) do
		local text = text_of(user[field]);
		if text then identity:text_tag(field, text); end
	end
	return identity:reset();
end

local function identify(event)
	local session, stanza = event.origin, event.stanza;
	stanza:maptags(function(tag)
		if tag.name == "identity" then return nil; end
		return tag;
	end);
	local user = session.jitsi_meet_context_user;
	if type(user) == "table" and text_of(user.id) then
		stanza:add_direct_child(identity_of(user));
	end
end

module:hook("pre-presence/bare", identify);
module:hook("pre-presence/full", identify);
module:hook("pre-presence/host", identify);
