local owner, alert = holder .. ':' .. ARGV[3], p .. ':alert:' .. ARGV[4]
local window, keep = tonumber(ARGV[5]), tonumber(ARGV[6])
beat()

local known = redis.call('HMGET', alert, 'owner', 'sent', 'held', 'since', 'last')
local sent, held, since = tonumber(known[2] or ''), tonumber(known[3] or '0'), known[4]
local taken = known[1] ~= owner and alive(known[1])
-- A clock that was set back does not make a window longer.
local over = sent and math.min(sent, now) + window
if taken or over and over > now then
    if known[5] ~= owner then
        -- The same step again counts once.
        held = held + 1
        since = since or whole(sent or now)
        redis.call('HSET', alert, 'held', held, 'since', since, 'last', owner)
        redis.call('PEXPIRE', alert, keep)
    end
    return { taken and 'taken' or 'held', whole(held), since, taken and '' or whole(over) }
end

redis.call('HSET', alert, 'owner', owner)
redis.call('PEXPIRE', alert, keep)
return { 'go', whole(held), since or '', '' }
