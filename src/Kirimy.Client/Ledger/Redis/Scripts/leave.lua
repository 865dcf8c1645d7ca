-- A process has ended what it could: what it didn't is recovered as a dead one's.
redis.call('ZADD', owners, 'XX', '0', self)
recover()
return { 'ok' }
