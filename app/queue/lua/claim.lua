-- Hold a waiting contact and a seat for one counsellor until the claim lapses; PostgreSQL has the last word.
-- KEYS  1 epoch, 2 line, 3 waiting, 4 contacts, 5 seats, 6 claims
-- ARGV  1 epoch, 2 contact, 3 counsellor, 4 seats that may be held at most, 5 now in ms, 6 deadline in ms
-- reply STALE (another epoch) | GONE (not in line, or claimed) | FULL (no free seat) | OK
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 'STALE' end
local contact, counsellor = ARGV[2], ARGV[3]
local now, deadline, most = tonumber(ARGV[5]), tonumber(ARGV[6]), tonumber(ARGV[4])
if not redis.call('ZSCORE', KEYS[2], contact) then return 'GONE' end
local held = redis.call('ZLEXCOUNT', KEYS[5], '[' .. counsellor .. '/', '(' .. counsellor .. '0')
for _, claim in ipairs(redis.call('ZRANGEBYSCORE', KEYS[6], '(' .. now, '+inf')) do
  local by, what = string.match(claim, '^(.-)/(.+)$')
  if what == contact then return by == counsellor and 'OK' or 'GONE' end
  if by == counsellor then held = held + 1 end
end
if held >= most then return 'FULL' end
redis.call('ZREMRANGEBYSCORE', KEYS[6], '-inf', now)
redis.call('ZADD', KEYS[6], deadline, counsellor .. '/' .. contact)
return 'OK'
