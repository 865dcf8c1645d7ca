-- Records of a batch that belonged to another key: of each its id, its status, when it changed, how many values follow, and its fields.
local name, index, first, last, total, keep = ARGV[4], ARGV[5], tonumber(ARGV[6]), tonumber(ARGV[7]), tonumber(ARGV[8]), tonumber(ARGV[9])
local log, batch = p .. ':log', p .. ':batch:' .. index
recover()
run(name, index, first, last, total, 0, keep)
local i = 10
while i <= #ARGV do
    local id, status, changed, count = ARGV[i], ARGV[i + 1], tonumber(ARGV[i + 2]), tonumber(ARGV[i + 3])
    local record = p .. ':record:' .. id
    if (status == 'Sent' and 2 or status == 'Unknown' and 1 or 0) > weight(record) then
        -- Each has a place of its own in the log.
        while redis.call('ZCOUNT', log, whole(changed), whole(changed)) > 0 do
            changed = changed + 1
        end
        redis.call('DEL', record)
        redis.call('HSET', record, unpack(ARGV, i + 4, i + 3 + count))
        redis.call('HSET', record, 'changed', whole(changed))
        redis.call('PEXPIRE', record, keep)
        for _, set in ipairs({ log, batch }) do
            redis.call('ZADD', set, whole(changed), id)
            redis.call('PEXPIRE', set, keep)
        end
    end
    i = i + 4 + count
end
return { 'ok' }
