-- Takes one drop from a bucket that runs out evenly, if there is one.
-- KEYS  1 the bucket: the instant in ms at which it is full again, absent when it is full
-- ARGV  1 now in ms   2 drops in a full bucket   3 ms until one drop comes back
-- Reply 0: taken. n > 0: empty, nothing was changed; try again in n ms.
local now, burst, every = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local full_at = math.max(now, tonumber(redis.call('GET', KEYS[1]) or now))
local early = full_at + every - burst * every - now
if early > 0 then
  return early
end
redis.call('SET', KEYS[1], full_at + every, 'PX', full_at + every - now)
return 0
