-- Ends this Prosody when the process that started it is gone (even when that was killed): its end of
-- the pipe on our standard input closes then. Loaded only by run.ts, never in production.

module:set_global();

local server = require "net.server";

server.watchfd(0, function(watch)
	watch:close();
	module:log("info", "The process that started this Prosody is gone: stopping");
	-- Shutting down waits for things, which only the main thread may; Prosody's own SIGTERM does the same.
	prosody.main_thread:run(function() prosody.shutdown("Parent process is gone", 0); end);
end);
