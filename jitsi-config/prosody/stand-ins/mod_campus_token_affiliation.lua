-- Stand-in for Jitsi's mod_token_affiliation, on the MUC component: the token says who moderates.

local jid = require "util.jid";

local admins = module:get_option_set("admins", {});
local moderating = { owner = true, moderator = true, teacher = true };

module:hook("muc-occupant-pre-join", function(event)
	local bare = jid.bare(event.stanza.attr.from);
	local user = event.origin.jitsi_meet_context_user;
	if admins:contains(bare) or type(user) ~= "table" then return; end
	local moderator = user.moderator == true or user.moderator == "true" or moderating[user.affiliation];
	local affiliation = moderator and "owner" or "member";
	event.room:set_affiliation(true, bare, affiliation);
	event.occupant.role = event.room:get_default_role(affiliation);
end, -3.5);
