-- Stand-in for Jitsi's mod_auth_token, for the demo and the tests: SASL ANONYMOUS, admitted by the
-- room token that stands in the address of the websocket or BOSH request (?room=…&token=…).
-- Options on the virtual host: app_id (issuer), app_secret, campus_token_audience.

local new_sasl = require "util.sasl".new;
local formdecode = require "util.http".formdecode;
local uuid = require "util.uuid".generate;

local verify = module:require "campus_token".verify;

local expected = {
	issuer = module:get_option_string("app_id"),
	secret = module:get_option_string("app_secret"),
	audience = module:get_option_string("campus_token_audience", "jitsi"),
};
assert(expected.issuer and expected.secret, "app_id and app_secret must be set");

local function read_address(event)
	local query = event.request.url and event.request.url.query;
	local fields = query and formdecode(query);
	if type(fields) ~= "table" then return; end
	event.session.auth_token = fields.token;
	event.session.jitsi_web_query_room = fields.room;
end
module:hook_global("websocket-session", read_address);
module:hook_global("bosh-session", read_address);

-- The same fields of the session that the stock module sets.
local function remember(session, claims)
	local context = type(claims.context) == "table" and claims.context or {};
	session.jitsi_meet_room = claims.room;
	session.jitsi_meet_domain = claims.sub;
	session.jitsi_meet_context_user = type(context.user) == "table" and context.user or {};
	session.campus_token_expires = claims.exp;
end

local function admit(session)
	local token = session.auth_token;
	if type(token) ~= "string" or token == "" then return nil, "token required"; end
	local claims, flaw = verify(token, expected, os.time());
	if not claims then return nil, flaw; end
	remember(session, claims);
	return true;
end

local provider = {};

-- The stock SASL ANONYMOUS tries again for ever when it is refused, so this handler answers itself.
local function handler_for(session)
	local handler = new_sasl(module.host, { anonymous = function() return true; end });
	function handler:process()
		local fine, flaw = admit(session);
		if not fine then
			module:log("info", "Token refused: %s", flaw);
			return "failure", "not-allowed", flaw;
		end
		self.username = uuid();
		return "success";
	end
	function handler.clean_clone() return handler_for(session); end
	return handler;
end

function provider.get_sasl_handler(session) return handler_for(session); end
function provider.test_password() return nil, "Password based auth not supported"; end
function provider.get_password() return nil, "Password based auth not supported"; end
function provider.set_password() return nil, "Password based auth not supported"; end
function provider.user_exists() return nil, "Only anonymous users are supported"; end
function provider.create_user() return nil, "Accounts are not supported"; end
function provider.delete_user() return nil, "Accounts are not supported"; end

module:provides("auth", provider);
