local limit, offset = tonumber(ARGV[4]), tonumber(ARGV[5])
recover()
sweep()
local day = today(offset)
return {
    whole(now),
    whole(redis.call('ZCARD', requests)),
    whole(room(requests, limit)),
    redis.call('HGETALL', p .. ':day:' .. day),
    redis.call('HGETALL', p .. ':closed:' .. day),
}
