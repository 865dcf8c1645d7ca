local op, id, owner = tonumber(ARGV[4]), ARGV[6], self .. ':' .. ARGV[7]
beat()
if ARGV[5] ~= '0' then
    giveback(self .. ':' .. ARGV[5])
end
local record = p .. ':record:' .. id
local known = redis.call('HMGET', record, 'owner', 'op', 'doubt')
if known[1] == owner and tonumber(known[2]) <= op then
    redis.call('HSET', record, 'op', ARGV[4], 'doubt', known[3] == '2' and '2' or '0')
end
return { 'ok' }
