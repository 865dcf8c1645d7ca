local id, status, keep = ARGV[3], ARGV[4], tonumber(ARGV[5])
local record = p .. ':record:' .. id
bury()
local known = redis.call('HMGET', record, 'status', 'owner')
local lives = alive(known[2])
if known[1] == 'Unknown' or known[1] == 'flight' and not lives then
    redis.call('HDEL', record, 'owner', 'op', 'may', 'error_code', 'error_message')
    redis.call('HSET', record, 'status', status)
    redis.call('DEL', p .. ':before:' .. id)
    touch(id, keep)
end
return { id, lives and '1' or '0', '0', redis.call('HGETALL', record) }
