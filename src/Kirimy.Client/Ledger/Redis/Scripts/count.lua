-- Counts a page of a batch's records, newest first: how many there were, where the next page begins, and each status with its number.
local log, newest, count = p .. ':batch:' .. ARGV[4], ARGV[5], ARGV[6]
recover()
local found = redis.call('ZREVRANGEBYSCORE', log, newest, '-inf', 'WITHSCORES', 'LIMIT', 0, count)
local counts = {}
for i = 1, #found, 2 do
    local known = redis.call('HMGET', p .. ':record:' .. found[i], 'status', 'owner', 'doubt')
    local status = known[1]
    if status == 'InProgress' and not alive(known[2]) then
        status = known[3] == '0' and 'NotSent' or 'Unknown'
    end
    if status then
        counts[status] = (counts[status] or 0) + 1
    end
end
local reply = { whole(#found / 2), found[#found] or '' }
for status, number in pairs(counts) do
    reply[#reply + 1] = status
    reply[#reply + 1] = whole(number)
end
return reply
