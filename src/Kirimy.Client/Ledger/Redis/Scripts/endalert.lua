local owner, alert = self .. ':' .. ARGV[4], p .. ':alert:' .. ARGV[5]
local told, sent, keep = tonumber(ARGV[6]), ARGV[7] == '1', tonumber(ARGV[8])
beat()

local known = redis.call('HMGET', alert, 'owner', 'held', 'ended')
if known[3] ~= owner then
    if known[1] == owner then
        redis.call('HDEL', alert, 'owner')
    end
    redis.call('HSET', alert, 'ended', owner)
    if sent then
        local held = math.max(tonumber(known[2] or '0') - told, 0)
        redis.call('HSET', alert, 'sent', whole(now), 'held', held)
        if held > 0 then
            redis.call('HSET', alert, 'since', whole(now))
        else
            redis.call('HDEL', alert, 'since')
        end
    end
    redis.call('PEXPIRE', alert, keep)
end
return { 'ok' }
