local owner, alert = self .. ':' .. ARGV[4], p .. ':alert:' .. ARGV[5]
local window, keep = tonumber(ARGV[6]), tonumber(ARGV[7])
beat()

local known = redis.call('HMGET', alert, 'owner', 'sent', 'held', 'since', 'last')
local sent, held, since = tonumber(known[2] or ''), tonumber(known[3] or '0'), known[4]
local istaken = known[1] ~= owner and alive(known[1])
-- A clock that was set back doesn't make a window longer.
local over = sent and math.min(sent, now) + window
if istaken or over and over > now then
    if known[5] ~= owner then
        -- The same step again counts once.
        held = held + 1
        since = since or whole(sent or now)
        redis.call('HSET', alert, 'held', held, 'since', since, 'last', owner)
        redis.call('PEXPIRE', alert, keep)
    end
    return { istaken and 'taken' or 'held', whole(held), since, istaken and '' or whole(over) }
end

redis.call('HSET', alert, 'owner', owner)
redis.call('PEXPIRE', alert, keep)
return { 'go', whole(held), since or '', '' }
