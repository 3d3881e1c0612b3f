-- Counts an attempt that needs no leave, and tells whether there have been too many of them lately.
-- KEYS  1 the crowd: the instant in ms at which it has dispersed, absent when nobody is left of it
-- ARGV  1 now in ms   2 attempts that are no crowd yet   3 ms until one attempt is forgotten
--       4 ms after which any crowd has dispersed
-- Reply 1: a crowd, this attempt included. 0: none. Refused attempts count: it lasts while they go on.
local now, burst, every = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local before = math.max(now, tonumber(redis.call('GET', KEYS[1]) or now))
local gone_at = math.min(before + every, now + tonumber(ARGV[4]))
redis.call('SET', KEYS[1], gone_at, 'PX', gone_at - now)
return gone_at - now > burst * every and 1 or 0
