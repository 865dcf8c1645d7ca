local op, request, id, owner = tonumber(ARGV[4]), self .. ':' .. ARGV[5], ARGV[6], self .. ':' .. ARGV[7]
-- rest is from now on; counts is empty if there was no request, status if the message goes on.
local rest, counts, status, keep = tonumber(ARGV[8]), ARGV[9], ARGV[10], tonumber(ARGV[11])
beat()

if ARGV[5] ~= '0' and counts == '' then
    giveback(request)
elseif ARGV[5] ~= '0' then
    local began = taken(redis.call('HGET', open, request))
    local ends = now + rest
    if began then
        redis.call('HDEL', open, request)
        if counts == '0' then
            giveday(began)
        end
    else
        -- Told before, or the process was taken for dead meanwhile.
        ends = math.max(ends, tonumber(redis.call('ZSCORE', begun, request) or '0'))
    end
    if ends > now then
        placeuntil(requests, request, ends)
        placeuntil(begun, request, ends)
    else
        redis.call('ZREM', requests, request)
        redis.call('ZREM', begun, request)
    end
end

local record = p .. ':record:' .. id
local known = redis.call('HMGET', record, 'owner', 'op', 'doubt')
local owned = known[1] == owner and tonumber(known[2]) <= op
if status == '' then
    if owned then
        redis.call('HSET', record, 'op', ARGV[4], 'doubt', (known[3] == '2' or counts == '1') and '2' or '0')
    end
elseif owned or (status == 'Sent' or status == 'Unknown') and redis.call('EXISTS', record) == 0 then
    -- A record that isn't there was lost: the server was started from an older state. What may have arrived is recorded again.
    local before = p .. ':before:' .. id
    local uncertain = known[3] == '2' and status ~= 'Sent' and status ~= 'Unknown'
    redis.call('DEL', record)
    if uncertain and redis.call('EXISTS', before) == 1 then
        redis.call('RENAME', before, record)
        redis.call('HDEL', record, 'owner', 'op', 'doubt')
        redis.call('HSET', record, 'status', 'Unknown')
    else
        redis.call('DEL', before)
        redis.call('HSET', record, 'status', uncertain and 'Unknown' or status, unpack(ARGV, 12))
    end
    touch(id, keep)
end
return { 'ok' }
