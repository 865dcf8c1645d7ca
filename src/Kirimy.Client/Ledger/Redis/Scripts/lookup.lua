recover()
local record, resend = p .. ':record:' .. ARGV[4], ARGV[5] == '1'
local refused, uncertain = refusal(record, resend)
return refused or { 'free', '0', uncertain and redis.call('HGETALL', record) or {} }
