-- A page of records, newest first: of each its id, whether a live process is sending it, when it changed, and its fields.
local log, newest, oldest, count = p .. ARGV[4], ARGV[5], ARGV[6], ARGV[7]
recover()
local page = {}
for _, id in ipairs(redis.call('ZREVRANGEBYSCORE', log, newest, oldest, 'LIMIT', 0, count)) do
    local record = redis.call('HGETALL', p .. ':record:' .. id)
    local owner = redis.call('HGET', p .. ':record:' .. id, 'owner')
    page[#page + 1] = { id, alive(owner) and '1' or '0', redis.call('ZSCORE', log, id), record }
end
return page
