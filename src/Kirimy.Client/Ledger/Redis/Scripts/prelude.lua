-- What all scripts begin with. KEYS[1] is the prefix of one API key's keys; its hash tag puts them all on one node of a cluster.
-- Times are the server's, in microseconds.
--   :generation      string       what tells this ledger from one that the server has lost
--   :owners          sorted set   processes by when they were last heard of
--   :owner:<id>      hash         a live process's open requests: "wait" or "<began> <rest> <day> <session>" by request
--   :requests        sorted set   requests that wait, are in flight, or are finished and still count, by when their place is free
--   :begun           sorted set   the same without those that wait
--   :held            string       nobody sends before
--   :day:<n>         hash         messages of the day by session
--   :closed:<n>      hash         days that the service ended, by session: closed for limits up to the one that was in force
--   :record:<id>     hash         a message; owner is "<process>:<entry>" while it is in progress, and doubt is 0 if no request can have
--                                 arrived, 1 while one is in flight, 2 if one may have arrived, in this run or an earlier one
--   :before:<id>     hash         the record of a message that may have arrived, while it is sent again
--   :alert:<name>    hash         when an alert was sent last, how many were suppressed since, and its owner: "<process>:<number>"
--   :log, :batch:…   sorted set   records by when they changed
--   :batches         sorted set   batches by when their last run began
--   :run:<batch>     hash         a batch's name, when its first and its last run began, and how many messages it has
local p = KEYS[1]
local self, lease = ARGV[1], tonumber(ARGV[2])
local clock = redis.call('TIME')
local now = clock[1] * 1000000 + clock[2]
local owners, requests, begun, open = p .. ':owners', p .. ':requests', p .. ':begun', p .. ':owner:' .. self
local passing = 2 * 86400000

if ARGV[3] ~= '' and redis.call('GET', p .. ':generation') ~= ARGV[3] then
    return { 'lost' }
end

local function whole(number)
    return string.format('%.0f', number)
end

-- The number of the day that now counts to. The offset is the time zone's, less the time at which the day begins.
local function today(offset)
    return whole(math.floor((now + offset) / 86400000000))
end

local function processof(token)
    return string.match(token, '^[^:]*')
end

local function alive(owner)
    return owner and redis.call('ZSCORE', owners, processof(owner))
end

-- What an open request took, if it has begun: when, how long its place is taken after its arrival, and the day's message.
local function taken(value)
    local began, rest, day, session = string.match(value or '', '^(%d+) (%d+) (%-?%d+) (.*)$')
    return began and { began = tonumber(began), rest = tonumber(rest), day = day, session = session }
end

local function giveday(request)
    local key = p .. ':day:' .. request.day
    if redis.call('HINCRBY', key, request.session, -1) <= 0 then
        redis.call('HDEL', key, request.session)
    end
end

local function placeuntil(set, request, ends)
    redis.call('ZADD', set, whole(ends), request)
    redis.call('PEXPIRE', set, math.max(math.ceil((ends - now) / 1000), 0) + passing)
end

-- The waiting requests of a dead process are gone; those in flight count as if they had arrived as late as they can have: the process
-- died before a request's longest time was over, and the way there takes half a second at most.
local function recover()
    for _, dead in ipairs(redis.call('ZRANGEBYSCORE', owners, '-inf', '(' .. whole(now - lease))) do
        local its = p .. ':owner:' .. dead
        local left = redis.call('HGETALL', its)
        for i = 1, #left, 2 do
            local request = taken(left[i + 1])
            if request then
                local ends = math.min(request.began + 60000000, now) + 500000 + request.rest
                placeuntil(requests, left[i], ends)
                placeuntil(begun, left[i], ends)
            else
                redis.call('ZREM', requests, left[i])
            end
        end
        redis.call('DEL', its)
        redis.call('ZREM', owners, dead)
    end
end

local function beat()
    redis.call('ZADD', owners, whole(now), self)
    redis.call('PEXPIRE', owners, passing)
    redis.call('PEXPIRE', open, passing)
    recover()
end

-- Frees the places of requests that ended a window ago. A request in flight that is overdue can still arrive, and counts.
local function sweep()
    for _, request in ipairs(redis.call('ZRANGEBYSCORE', requests, '-inf', whole(now))) do
        if redis.call('HEXISTS', p .. ':owner:' .. processof(request), request) == 1 then
            if redis.call('ZSCORE', begun, request) then
                placeuntil(requests, request, now + 100000)
                placeuntil(begun, request, now + 100000)
            end
        else
            redis.call('ZREM', requests, request)
            redis.call('ZREM', begun, request)
        end
    end
end

-- When there is room in a set: when so many have ended that fewer than the limit remain.
local function room(set, limit)
    local at = tonumber(redis.call('GET', p .. ':held') or '0')
    local count = redis.call('ZCARD', set)
    if count >= limit then
        local edge = redis.call('ZRANGE', set, count - limit, count - limit, 'WITHSCORES')
        at = math.max(at, tonumber(edge[2]))
    end
    return math.max(at, now)
end

-- Frees a place that wasn't used. Harmless when it was freed before.
local function giveback(request)
    local value = redis.call('HGET', open, request)
    if value then
        local began = taken(value)
        if began then
            giveday(began)
        end
        redis.call('HDEL', open, request)
        redis.call('ZREM', requests, request)
        redis.call('ZREM', begun, request)
    end
end

-- A record has changed: it is the newest, and is kept for its whole time from now. No two changed at the same time, so that each has a
-- place of its own in the log.
local function touch(id, keep)
    local record = p .. ':record:' .. id
    local old = whole(now - keep * 1000)
    local newest = redis.call('ZREVRANGE', p .. ':log', 0, 0, 'WITHSCORES')
    local changed = whole(math.max(now, tonumber(newest[2] or '0') + 1))
    redis.call('HSET', record, 'changed', changed)
    redis.call('PEXPIRE', record, keep)
    redis.call('PEXPIRE', p .. ':before:' .. id, keep)
    local logs = { p .. ':log' }
    local batch = redis.call('HGET', record, 'batchindex')
    if batch then
        logs[2] = p .. ':batch:' .. batch
    end
    for _, log in ipairs(logs) do
        redis.call('ZADD', log, changed, id)
        redis.call('ZREMRANGEBYSCORE', log, '-inf', old)
        redis.call('PEXPIRE', log, keep)
    end
end

-- How much a record says of what was sent; -1 if there is none.
local function weight(record)
    local known = redis.call('HMGET', record, 'status', 'owner', 'doubt')
    if alive(known[2]) then
        return 3
    end
    local uncertain = known[1] == 'Unknown' or known[1] == 'InProgress' and known[3] ~= '0'
    return known[1] == 'Sent' and 2 or uncertain and 1 or known[1] and 0 or -1
end

local function forget(id)
    local batch = redis.call('HGET', p .. ':record:' .. id, 'batchindex')
    redis.call('DEL', p .. ':record:' .. id, p .. ':before:' .. id)
    redis.call('ZREM', p .. ':log', id)
    if batch then
        redis.call('ZREM', p .. ':batch:' .. batch, id)
    end
end

-- What is known of a batch's runs. Its total gives way to another one only if it is no larger than the same run's earlier one.
local function run(name, index, first, last, total, earlier, keep)
    local key = p .. ':run:' .. index
    local known = redis.call('HMGET', key, 'first', 'last', 'total')
    first, last = math.min(first, tonumber(known[1] or first)), math.max(last, tonumber(known[2] or last))
    redis.call('HSET', key, 'name', name, 'first', whole(first), 'last', whole(last))
    if total then
        local old = tonumber(known[3] or '0')
        redis.call('HSET', key, 'total', whole(old <= earlier and total or math.max(old, total)))
    end
    redis.call('PEXPIRE', key, keep)
    redis.call('ZADD', p .. ':batches', whole(last), index)
    redis.call('PEXPIRE', p .. ':batches', keep)
end

-- Why a message may not be sent, if it may not; and whether a request of it may have arrived.
local function refusal(record, resend)
    local known = redis.call('HMGET', record, 'status', 'owner', 'doubt')
    if alive(known[2]) then
        return { 'progress' }
    end
    local uncertain = known[1] == 'Unknown' or known[1] == 'InProgress' and known[3] ~= '0'
    if known[1] == 'Sent' or uncertain and not resend then
        return { uncertain and 'unknown' or 'sent', '0', redis.call('HGETALL', record) }
    end
    return nil, uncertain
end
