-- Begins the ledger of an API key, or finds that it is the one that was used before: ARGV[4] is its generation if this machine knows one.
local known, new = ARGV[4], ARGV[5]
local generation = redis.call('GET', p .. ':generation')
if known ~= '' and generation ~= known then
    return { 'lost' }
end
if not generation then
    redis.call('SET', p .. ':generation', new)
end
beat()
return { 'ok', generation or new }
