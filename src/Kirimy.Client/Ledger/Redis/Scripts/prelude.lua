-- What all scripts begin with. KEYS[1] is the prefix of one API key's keys; its hash tag puts them all on one node of a cluster.
-- Times are the server's, in microseconds.
--   :holders        sorted set   processes by when they were last heard of
--   :holder:<id>    hash         a live process's claims on the window: "<day> <session>" by claim; none of what only rests
--   :claims         sorted set   claims by when they are over: of requests that rest, that are under way, and that wait for their turn
--   :busy           sorted set   the same without those that wait
--   :held           string       nobody sends before
--   :day:<n>        hash         messages of the day by session
--   :record:<id>    hash         a message; owner is "<process>:<ticket>" until it is final
--   :before:<id>    hash         what was on record of a message that may have arrived, while it is sent again
--   :alert:<name>   hash         when an alert was last sent, how many were held back since, and whose it is: "<process>:<number>"
--   :log, :batch:…  sorted set   records by when they changed
local p = KEYS[1]
local holder, lease = ARGV[1], tonumber(ARGV[2])
local clock = redis.call('TIME')
local now = clock[1] * 1000000 + clock[2]
local holders, claims, busy, mine = p .. ':holders', p .. ':claims', p .. ':busy', p .. ':holder:' .. holder
local passing = 2 * 86400000

local function whole(number)
    return string.format('%.0f', number)
end

local function processof(token)
    return string.match(token, '^[^:]*')
end

local function alive(owner)
    return owner and redis.call('ZSCORE', holders, processof(owner))
end

local function giveday(taken)
    local day, session = string.match(taken, '^(%-?%d+) (.*)$')
    local key = p .. ':day:' .. day
    if redis.call('HINCRBY', key, session, -1) <= 0 then
        redis.call('HDEL', key, session)
    end
end

-- What a process that is gone had reserved comes back; what it had under way counts as if it had arrived at its start.
local function bury()
    for _, gone in ipairs(redis.call('ZRANGEBYSCORE', holders, '-inf', '(' .. whole(now - lease))) do
        local its = p .. ':holder:' .. gone
        local left = redis.call('HGETALL', its)
        for i = 1, #left, 2 do
            if not redis.call('ZSCORE', busy, left[i]) then
                redis.call('ZREM', claims, left[i])
                giveday(left[i + 1])
            end
        end
        redis.call('DEL', its)
        redis.call('ZREM', holders, gone)
    end
end

local function beat()
    redis.call('ZADD', holders, whole(now), holder)
    redis.call('PEXPIRE', holders, passing)
    redis.call('PEXPIRE', mine, passing)
    bury()
end

-- Takes away the claims that are over. One whose request is still under way goes on: it may arrive yet.
local function sweep(rest)
    for _, claim in ipairs(redis.call('ZRANGEBYSCORE', claims, '-inf', whole(now))) do
        if redis.call('HEXISTS', p .. ':holder:' .. processof(claim), claim) == 1 then
            local later = whole(now + math.min(rest / 16, 1000000))
            redis.call('ZADD', claims, later, claim)
            redis.call('ZADD', busy, 'XX', later, claim)
        else
            redis.call('ZREM', claims, claim)
            redis.call('ZREM', busy, claim)
        end
    end
end

-- When so many claims of a set are over that there is room for one more.
local function room(set, requests)
    local at = tonumber(redis.call('GET', p .. ':held') or '0')
    local count = redis.call('ZCARD', set)
    if count >= requests then
        local edge = redis.call('ZRANGE', set, count - requests, count - requests, 'WITHSCORES')
        at = math.max(at, tonumber(edge[2]))
    end
    return math.max(at, now)
end

local function claimuntil(set, claim, ends)
    redis.call('ZADD', set, whole(ends), claim)
    redis.call('PEXPIRE', set, math.ceil((ends - now) / 1000) + passing)
end

-- Gives back what was taken for a request that was not made. Harmless when it was given back before.
local function drop(claim)
    local taken = redis.call('HGET', mine, claim)
    if taken then
        giveday(taken)
        redis.call('HDEL', mine, claim)
        redis.call('ZREM', claims, claim)
        redis.call('ZREM', busy, claim)
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

-- Why a message may not be sent, if it may not; and whether what is on record of it may have arrived.
local function refusal(record, resend)
    local known = redis.call('HMGET', record, 'status', 'owner')
    if alive(known[2]) then
        return { 'progress' }
    end
    local uncertain = known[1] == 'Unknown' or known[1] == 'flight'
    if known[1] == 'Sent' or uncertain and not resend then
        return { uncertain and 'unknown' or 'sent', '0', redis.call('HGETALL', record) }
    end
    return nil, uncertain
end
