local wait = tonumber(ARGV[4])
if now + wait > tonumber(redis.call('GET', p .. ':held') or '0') then
    redis.call('SET', p .. ':held', whole(now + wait), 'PX', math.ceil(wait / 1000) + 1)
end
return { 'ok' }
