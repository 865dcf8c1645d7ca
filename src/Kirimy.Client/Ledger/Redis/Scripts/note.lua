-- What a run says of its batch; then of each result without a request the record's id, the id of the refused row at its place, how many
-- values follow, and its fields.
local name, index, began, total = ARGV[4], ARGV[5], tonumber(ARGV[6]), tonumber(ARGV[7])
local earlier, keep = tonumber(ARGV[8]), tonumber(ARGV[9])
beat()
run(name, index, began, began, total, earlier, keep)
local i = 10
while i <= #ARGV do
    local id, refused, count = ARGV[i], ARGV[i + 1], tonumber(ARGV[i + 2])
    forget(refused)
    if weight(p .. ':record:' .. id) <= 0 then
        redis.call('DEL', p .. ':record:' .. id)
        redis.call('HSET', p .. ':record:' .. id, unpack(ARGV, i + 3, i + 2 + count))
        touch(id, keep)
    end
    i = i + 3 + count
end
return { 'ok' }
