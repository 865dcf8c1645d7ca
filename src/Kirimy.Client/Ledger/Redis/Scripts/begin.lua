local op, claim, id, owner = tonumber(ARGV[3]), holder .. ':' .. ARGV[4], ARGV[5], holder .. ':' .. ARGV[6]
local session, requests, rest = ARGV[7], tonumber(ARGV[8]), tonumber(ARGV[9])
local perday, offset, keep, resend = tonumber(ARGV[10]), tonumber(ARGV[11]), tonumber(ARGV[12]), ARGV[13] == '1'
local record, before = p .. ':record:' .. id, p .. ':before:' .. id
beat()

local known = redis.call('HMGET', record, 'status', 'owner', 'op', 'may')
local may = known[4]
if known[2] == owner then
    if tonumber(known[3]) > op then
        -- Overtaken by a later step of the same message.
        return { 'late' }
    end
else
    local refused, uncertain = refusal(record, resend)
    if refused then
        drop(claim)
        return refused
    end
    redis.call('DEL', before)
    if uncertain then
        redis.call('HSET', before, unpack(redis.call('HGETALL', record)))
        may = '1'
    else
        may = false
    end
    redis.call('DEL', record)
    redis.call('HSET', record, 'owner', owner, unpack(ARGV, 14))
    if may then
        redis.call('HSET', record, 'may', '1')
    end
end

local earlier = redis.call('HGETALL', before)
if redis.call('ZSCORE', busy, claim) and redis.call('HEXISTS', mine, claim) == 1 then
    -- The same step again: its answer was lost on the way.
    return { 'go', '0', earlier }
end

redis.call('HSET', record, 'op', ARGV[3], 'status', may and 'flight' or 'held', 'session', session)
sweep(rest)

local today = whole(math.floor((now + offset) / 86400000000))
local taken = redis.call('HGET', mine, claim)
if taken and taken ~= today .. ' ' .. session then
    -- The wait went over midnight.
    giveday(taken)
    taken = nil
end
local counted = p .. ':day:' .. today
if not taken then
    if tonumber(redis.call('HGET', counted, session) or '0') >= perday then
        redis.call('HDEL', mine, claim)
        redis.call('ZREM', claims, claim)
        touch(id, keep)
        return { 'full', '0', earlier }
    end
    redis.call('HINCRBY', counted, session, 1)
    redis.call('PEXPIRE', counted, passing)
    redis.call('HSET', mine, claim, today .. ' ' .. session)
    redis.call('PEXPIRE', mine, passing)
end

local waits = redis.call('ZSCORE', claims, claim)
local at = room(waits and busy or claims, requests)
claimuntil(claims, claim, at + rest)
if at > now then
    if not waits then
        touch(id, keep)
    end
    return { 'wait', whole(at - now), earlier }
end

claimuntil(busy, claim, now + rest)
redis.call('HSET', record, 'status', 'flight')
touch(id, keep)
return { 'go', '0', earlier }
