local op, number, id, owner = tonumber(ARGV[3]), ARGV[4], ARGV[5], holder .. ':' .. ARGV[6]
-- rest is from now on; counts is empty where no request is to be accounted for, status where the message goes on.
local rest, counts, status, keep = tonumber(ARGV[7]), ARGV[8], ARGV[9], tonumber(ARGV[10])
beat()

if number ~= '' then
    local claim = holder .. ':' .. number
    if counts == '' then
        drop(claim)
    else
        local taken = redis.call('HGET', mine, claim)
        local ends = now + rest
        if taken then
            redis.call('HDEL', mine, claim)
            if counts == '0' then
                giveday(taken)
            end
        else
            -- Told before, or the process was taken for gone meanwhile.
            ends = math.max(ends, tonumber(redis.call('ZSCORE', busy, claim) or '0'))
        end
        if ends > now then
            claimuntil(claims, claim, ends)
            claimuntil(busy, claim, ends)
        else
            redis.call('ZREM', claims, claim)
            redis.call('ZREM', busy, claim)
        end
    end
end

if id ~= '' then
    local record = p .. ':record:' .. id
    local known = redis.call('HMGET', record, 'owner', 'op', 'may')
    local owned = known[1] == owner and tonumber(known[2]) <= op
    if status == '' then
        if owned then
            local may = known[3] or counts == '1'
            redis.call('HSET', record, 'op', ARGV[3], 'status', may and 'flight' or 'held')
            if may then
                redis.call('HSET', record, 'may', '1')
            end
        end
    elseif owned or (status == 'Sent' or status == 'Unknown') and redis.call('EXISTS', record) == 0 then
        -- What may have arrived is put on record also when the server has lost what it had.
        redis.call('DEL', record, p .. ':before:' .. id)
        redis.call('HSET', record, 'status', status, unpack(ARGV, 11))
        touch(id, keep)
    end
end
return { 'ok' }
