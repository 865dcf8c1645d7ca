local requests, rest, offset = tonumber(ARGV[3]), tonumber(ARGV[4]), tonumber(ARGV[5])
bury()
sweep(rest)
local today = math.floor((now + offset) / 86400000000)
return {
    whole(now),
    whole(redis.call('ZCARD', claims)),
    whole(room(claims, requests)),
    redis.call('HGETALL', p .. ':day:' .. whole(today)),
}
