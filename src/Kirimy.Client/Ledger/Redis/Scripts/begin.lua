local op, request, id, owner = tonumber(ARGV[4]), self .. ':' .. ARGV[5], ARGV[6], self .. ':' .. ARGV[7]
local session, limit, rest = ARGV[8], tonumber(ARGV[9]), tonumber(ARGV[10])
local perday, offset, keep, resend = tonumber(ARGV[11]), tonumber(ARGV[12]), tonumber(ARGV[13]), ARGV[14] == '1'
local refused = ARGV[15]
local record, before = p .. ':record:' .. id, p .. ':before:' .. id
beat()

local known = redis.call('HMGET', record, 'owner', 'op')
local isnew = known[1] ~= owner
if isnew then
    local reason, uncertain = refusal(record, resend)
    if reason then
        giveback(request)
        return reason
    end
    redis.call('DEL', before)
    if uncertain then
        redis.call('HSET', before, unpack(redis.call('HGETALL', record)))
    end
    redis.call('DEL', record)
    redis.call('HSET', record, 'status', 'InProgress', 'owner', owner, 'doubt', uncertain and '2' or '0', unpack(ARGV, 16))
    if refused ~= '' then
        forget(refused)
    end
    touch(id, keep)
elseif tonumber(known[2]) > op then
    -- Overtaken by a later step of the same message.
    return { 'late' }
end

local earlier = redis.call('HGETALL', before)
if taken(redis.call('HGET', open, request)) then
    -- The same step again: its reply was lost.
    return { 'go', '0', earlier }
end

redis.call('HSET', record, 'op', ARGV[4], 'session', session)

local day = today(offset)
local counted = p .. ':day:' .. day
if tonumber(redis.call('HGET', counted, session) or '0') >= perday
    or tonumber(redis.call('HGET', p .. ':closed:' .. day, session) or '0') >= perday then
    giveback(request)
    return { 'full', whole(now), earlier }
end

sweep()
local isnewcomer = redis.call('HEXISTS', open, request) == 0
local at = room(isnewcomer and requests or begun, limit)
placeuntil(requests, request, at + rest)
if at > now then
    redis.call('HSET', open, request, 'wait')
    redis.call('PEXPIRE', open, passing)
    return { 'wait', whole(at - now), earlier }
end

placeuntil(begun, request, now + rest)
redis.call('HSET', open, request, whole(now) .. ' ' .. whole(rest) .. ' ' .. day .. ' ' .. session)
redis.call('PEXPIRE', open, passing)
redis.call('HINCRBY', counted, session, 1)
redis.call('PEXPIRE', counted, passing)
if redis.call('HGET', record, 'doubt') == '0' then
    redis.call('HSET', record, 'doubt', '1')
end
touch(id, keep)
return { 'go', '0', earlier }
