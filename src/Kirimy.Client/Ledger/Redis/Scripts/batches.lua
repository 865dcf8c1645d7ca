-- The batches: of each its index, its name, when its first and its last run began, and how many messages it has if that is known.
local batches = {}
for _, index in ipairs(redis.call('ZREVRANGE', p .. ':batches', 0, -1)) do
    if redis.call('EXISTS', p .. ':batch:' .. index) == 0 then
        redis.call('ZREM', p .. ':batches', index)
        redis.call('DEL', p .. ':run:' .. index)
    else
        local known = redis.call('HMGET', p .. ':run:' .. index, 'name', 'first', 'last', 'total')
        batches[#batches + 1] = { index, known[1], known[2], known[3], known[4] or '' }
    end
end
return batches
