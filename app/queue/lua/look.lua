-- Who waits, first in line first, leaving out those whom a claim holds just now.
-- KEYS  1 epoch, 2 line, 3 waiting, 4 contacts, 5 seats, 6 claims
-- ARGV  1 epoch, 2 now in ms, 3 how many at most
-- reply STALE (another epoch) | a list of waiting contacts as JSON
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 'STALE' end
local claimed, found = {}, {}
for _, claim in ipairs(redis.call('ZRANGEBYSCORE', KEYS[6], '(' .. ARGV[2], '+inf')) do
  claimed[string.match(claim, '/(.+)$')] = true
end
for _, contact in ipairs(redis.call('ZRANGE', KEYS[2], 0, tonumber(ARGV[3]) - 1)) do
  local waiting = redis.call('HGET', KEYS[3], contact)
  if waiting and not claimed[contact] then found[#found + 1] = waiting end
end
return found
