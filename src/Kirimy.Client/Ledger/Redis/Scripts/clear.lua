-- Deletes those of some records that have not changed since they were read, and that no live process is sending.
recover()
local deleted = 0
for i = 4, #ARGV, 2 do
    local id = ARGV[i]
    local record = p .. ':record:' .. id
    local known = redis.call('HMGET', record, 'changed', 'owner')
    if known[1] == ARGV[i + 1] and not alive(known[2]) then
        forget(id)
        deleted = deleted + 1
    end
end
return { tostring(deleted) }
