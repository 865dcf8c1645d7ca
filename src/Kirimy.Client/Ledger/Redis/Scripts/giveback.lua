local op, claim, id, owner = tonumber(ARGV[3]), ARGV[4], ARGV[5], holder .. ':' .. ARGV[6]
beat()
if claim ~= '' then
    drop(holder .. ':' .. claim)
end
if id ~= '' then
    local record = p .. ':record:' .. id
    local known = redis.call('HMGET', record, 'owner', 'op', 'may')
    if known[1] == owner and tonumber(known[2]) <= op then
        redis.call('HSET', record, 'op', ARGV[3], 'status', known[3] and 'flight' or 'held')
    end
end
return { 'ok' }
