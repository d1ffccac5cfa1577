-- The HTTP side of the commands: who may speak, how much, and each message once.

local json = require "util.json";
local signature = module:require "campus_meet/signature";
local run = module:require "campus_meet/commands";

local window = 60; -- seconds
local max_body = 16 * 1024;

local function reply(response, status, fields)
	response.status_code = status;
	response.headers.content_type = "application/json";
	response.headers.cache_control = "no-store";
	return response:send(json.encode(fields));
end

local function refuse(response, status, code)
	module:log("warn", "Command from %s refused: %s", response.request.ip or "?", code);
	return reply(response, status, { ok = false, code = code });
end

-- Ids of messages that would still pass the time window; older ones cannot come again.
local function new_seen()
	local seen = {};
	return function(id, now)
		for known, at in pairs(seen) do
			if now - at > 2 * window + 1 then seen[known] = nil; end
		end
		if seen[id] then return false; end
		seen[id] = now;
		return true;
	end;
end

local function parse(body)
	local fine, command = pcall(json.decode, body);
	if not fine or type(command) ~= "table" then return nil; end
	local id = command.id;
	if type(id) ~= "string" or id == "" or #id > 100 then return nil; end
	return command;
end

-- options: secret, context (see commands.lib.lua).
-- Returns the handlers for POST and for every other method.
return function(options)
	local started_at = os.time();
	local take_once = new_seen();

	local function post(event)
		local request, response, now = event.request, event.response, os.time();
		local body = request.body or "";
		if #body > max_body then return refuse(response, 413, "bad-command"); end
		local header = request.headers.x_campus_meet_signature;
		local signed_at, flaw = signature.verify(options.secret, header, body, now, window);
		-- The ids taken before a restart are forgotten, so what was signed before it is too old.
		if not signed_at or signed_at < started_at then
			module:log("warn", "Command not accepted: %s", flaw or "signed before this server started");
			return refuse(response, 401, "bad-signature");
		end
		local command = parse(body);
		if not command then return refuse(response, 400, "bad-command"); end
		if not take_once(command.id, now) then return refuse(response, 409, "replayed"); end
		local status, answer = run(options.context, command);
		if status ~= 200 then return refuse(response, status, answer); end
		answer.ok = true;
		return reply(response, 200, answer);
	end

	local function wrong_method(event)
		event.response.headers.allow = "POST";
		return reply(event.response, 405, { ok = false, code = "bad-command" });
	end

	return post, wrong_method;
end;
