-- Stand-in for Jitsi's mod_av_moderation_component and mod_features_identity, as far as mod_campus_meet needs them: as
-- the component it is an address that answers nothing, on the virtual host it says that there is one.
-- Option: campus_av_moderation (the component's address).

if module:get_host_type() == "component" then
	module:hook("message/host", function() return true; end);
else
	module:add_identity("component", "av_moderation", module:get_option_string("campus_av_moderation"));
end
