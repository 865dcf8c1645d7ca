local limit, offset = tonumber(ARGV[4]), tonumber(ARGV[5])
recover()
sweep()
local today = math.floor((now + offset) / 86400000000)
return {
    whole(now),
    whole(redis.call('ZCARD', requests)),
    whole(room(requests, limit)),
    redis.call('HGETALL', p .. ':day:' .. whole(today)),
}
