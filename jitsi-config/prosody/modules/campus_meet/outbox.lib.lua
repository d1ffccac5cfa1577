-- The queue of events for the bridge: numbered here, sent in order, at most one request under way,
-- repeated until answered 2xx. It lives in memory and is bounded: when it is full the oldest event
-- goes, and the bridge sees the gap by the numbers and asks for the sizes.

local json = require "util.json";
local array = require "util.array";
local time_now = require "util.time".now;

local max_batch = 100;
local max_wait, first_wait = 30, 0.5;

local outbox_mt = {};
outbox_mt.__index = outbox_mt;

-- options: source (text), limit (events), send (function(body, done): done(status), 0 = no answer),
-- timer (function(seconds, callback)), log (function(level, format, ...))
local function new(options)
	return setmetatable({
		source = options.source, limit = options.limit, send = options.send,
		timer = options.timer, log = options.log,
		events = {}, first = 1, last = 0, failures = 0,
		-- An empty batch is sent at start, so that the bridge knows at once that Prosody is another.
		announced = false,
	}, outbox_mt);
end

--- How many events wait.
function outbox_mt:size()
	return self.last - self.first + 1;
end

--- The number of the latest event of this source.
function outbox_mt:sequence()
	return self.last;
end

--- Numbers and queues an event {type =, room =, …} and starts sending.
function outbox_mt:push(event)
	self.last = self.last + 1;
	event.sequence = self.last;
	event.at = math.floor(time_now() * 1000);
	self.events[self.last] = event;
	if self:size() > self.limit then
		if not self.overflowing then
			self.log("error", "The bridge is away and %d events wait: the oldest are dropped", self.limit);
		end
		self.overflowing = true;
		self:forget(self.first);
	end
	self:flush();
end

function outbox_mt:forget(up_to)
	for number = self.first, up_to do
		self.events[number] = nil;
	end
	self.first = math.max(self.first, up_to + 1);
end

--- Sends the next batch, unless one is under way or a wait is on, or there is nothing to say.
function outbox_mt:flush()
	if self.busy or (self.announced and self:size() == 0) then
		return;
	end
	self.busy = true;
	-- On the next turn: events of one stanza travel together.
	self.timer(0, function() self:send_batch(); end);
end

function outbox_mt:send_batch()
	local up_to = math.min(self.last, self.first + max_batch - 1);
	local batch = array();
	for number = self.first, up_to do
		batch:push(self.events[number]);
	end
	self.send(json.encode({ source = self.source, events = batch }), function(status)
		self:answered(status, up_to);
	end);
end

function outbox_mt:answered(status, up_to)
	local taken = status >= 200 and status < 300;
	if not taken and status ~= 400 then
		return self:wait(status);
	end
	if status == 400 then
		self.log("error", "The bridge refused events %d to %d as malformed: dropped", self.first, up_to);
	elseif self.failures > 0 then
		self.log("info", "The bridge takes events again");
	end
	self.announced, self.overflowing, self.failures, self.busy = true, false, 0, false;
	self:forget(up_to);
	self:flush();
end

function outbox_mt:wait(status)
	self.failures = self.failures + 1;
	local wait = math.min(max_wait, first_wait * 2 ^ math.min(self.failures - 1, 10));
	-- Jitter, so that several Prosodys do not knock at a recovering bridge at once.
	wait = wait * (0.5 + math.random() * 0.5);
	self.log(self.failures == 1 and "warn" or "debug",
		"The bridge did not take the events (HTTP status %d); %d wait, next try in %.1f s", status, self:size(), wait);
	self.timer(wait, function() self:send_batch(); end);
end

return { new = new };
