-- One signed HTTP POST with a time limit; net.http has none of its own.

local http = require "net.http";

-- options: url, timeout (seconds), timer, headers (function(body) → table).
-- Returns send(body, done); done(status) is called once, with 0 when there was no answer.
return function(options)
	return function(body, done)
		local settled, request = false, nil;
		local function settle(status)
			if settled then return; end
			settled = true;
			done(status);
		end
		request = http.request(options.url, {
			method = "POST", body = body, headers = options.headers(body),
		}, function(_, code)
			settle(type(code) == "number" and code or 0);
		end);
		options.timer(options.timeout, function()
			if settled then return; end
			settle(0);
			if request and request.cancel then
				request:cancel("timeout");
			end
		end);
	end;
end;
