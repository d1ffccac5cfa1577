-- Stand-in for Jitsi's luajwtjitsi: checks a room token (HS256 only) with the same words for what is wrong.

local json = require "util.json";
local base64 = require "util.encodings".base64;
local hashes = require "util.hashes";

local function decode_part(part)
	local padded = part:gsub("-", "+"):gsub("_", "/") .. ("="):rep(-#part % 4);
	return base64.decode(padded);
end

local function decode_json(part)
	local fine, value = pcall(function() return json.decode(decode_part(part)); end);
	return fine and type(value) == "table" and value or nil;
end

local function header_flaw(header)
	if header.typ ~= "JWT" then return "Invalid typ"; end
	if header.alg ~= "HS256" then return "Invalid or incorrect alg"; end
end

local function time_flaw(claims, now)
	-- Stock accepts tokens without exp; here every token must end.
	if type(claims.exp) ~= "number" then return "exp must be number"; end
	if claims.nbf ~= nil and type(claims.nbf) ~= "number" then return "nbf must be number"; end
	if now >= claims.exp then return ("Not acceptable by exp (%d sec since expired)"):format(math.floor(now - claims.exp)); end
	if claims.nbf and now < claims.nbf then return "Not acceptable by nbf"; end
end

local function names(claim, wanted)
	if type(claim) ~= "table" then return claim == wanted; end
	for _, value in ipairs(claim) do
		if value == wanted then return true; end
	end
	return false;
end

local function claims_flaw(claims, expected)
	if claims.iss == nil then return "'iss' claim is missing"; end
	if claims.iss ~= expected.issuer then return "invalid 'iss' claim"; end
	if claims.aud == nil then return "'aud' claim is missing"; end
	if not names(claims.aud, expected.audience) then return "invalid 'aud' claim"; end
	if type(claims.room) ~= "string" or claims.room == "" then return "'room' claim is missing"; end
end

--- The token's claims, or nil and what is wrong. expected: secret, issuer, audience; now: unix seconds.
local function verify(token, expected, now)
	local head, body, mac = token:match("^([%w_-]+)%.([%w_-]+)%.([%w_-]*)$");
	if not head then return nil, "Invalid token"; end
	local header, claims = decode_json(head), decode_json(body);
	if not header or not claims then return nil, "Invalid json"; end
	local flaw = header_flaw(header);
	if flaw then return nil, flaw; end
	local expected_mac = hashes.hmac_sha256(expected.secret, head .. "." .. body);
	if not hashes.equals(expected_mac, decode_part(mac) or "") then return nil, "Invalid signature"; end
	flaw = time_flaw(claims, now) or claims_flaw(claims, expected);
	if flaw then return nil, flaw; end
	return claims;
end

return { verify = verify };
