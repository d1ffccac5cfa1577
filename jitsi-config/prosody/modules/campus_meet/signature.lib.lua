-- Signed messages between Prosody and the bridge, both ways (decision 0001).
-- Header: t=<unix seconds>,v1=<hex HMAC-SHA-256(secret, t .. "." .. body)>

local hashes = require "util.hashes";
local hmac_sha256, equals = hashes.hmac_sha256, hashes.equals;

local signature = { header = "X-Campus-Meet-Signature" };

local function mac(secret, time, body)
	return hmac_sha256(secret, time .. "." .. body, true);
end

--- The header's value for `body`, signed at `now` (unix seconds).
function signature.sign(secret, body, now)
	local time = ("%d"):format(now);
	return "t=" .. time .. ",v1=" .. mac(secret, time, body);
end

--- When the message was signed (unix seconds), or nil and the reason. The HMAC is compared in constant time.
function signature.verify(secret, header, body, now, window)
	local time, given = (header or ""):match("^t=(%d+),v1=(%x+)$");
	if not time or #time > 12 or #given ~= 64 then
		return nil, "signature missing or malformed";
	end
	if not equals(given:lower(), mac(secret, time, body)) then
		return nil, "signature does not match";
	end
	local signed_at = tonumber(time);
	if math.abs(now - signed_at) > window then
		return nil, "signed too long ago, or in the future";
	end
	return signed_at;
end

return signature;
