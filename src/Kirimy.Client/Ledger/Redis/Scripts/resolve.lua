local id, status, keep = ARGV[4], ARGV[5], tonumber(ARGV[6])
local record = p .. ':record:' .. id
recover()
local known = redis.call('HMGET', record, 'status', 'owner', 'doubt')
local lives = alive(known[2])
if known[1] == 'Unknown' or known[1] == 'InProgress' and known[3] ~= '0' and not lives then
    redis.call('HDEL', record, 'owner', 'op', 'doubt', 'error_code', 'error_message')
    redis.call('HSET', record, 'status', status)
    redis.call('DEL', p .. ':before:' .. id)
    touch(id, keep)
end
return { id, lives and '1' or '0', '0', redis.call('HGETALL', record) }
