bury()
local record, resend = p .. ':record:' .. ARGV[3], ARGV[4] == '1'
local refused, uncertain = refusal(record, resend)
return refused or { 'free', '0', uncertain and redis.call('HGETALL', record) or {} }
