local session, limit, offset = ARGV[4], tonumber(ARGV[5]), tonumber(ARGV[6])
local closed = p .. ':closed:' .. today(offset)
redis.call('HSET', closed, session, whole(math.max(limit, tonumber(redis.call('HGET', closed, session) or '0'))))
redis.call('PEXPIRE', closed, passing)
return { 'ok' }
