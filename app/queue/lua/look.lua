-- Who waits, first in line first, leaving out those whom a claim holds just now.
-- KEYS  1 epoch, 2 line, 3 waiting, 4 contacts, 5 seats, 6 claims
-- ARGV  1 epoch, 2 now in ms, 3 how many places of the line to pass over, 4 how many to look at
-- reply STALE (another epoch) | a list: how many places were looked at, then waiting contacts as JSON
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 'STALE' end
local claimed = {}
for _, claim in ipairs(redis.call('ZRANGEBYSCORE', KEYS[6], '(' .. ARGV[2], '+inf')) do
  claimed[string.match(claim, '/(.+)$')] = true
end
local places = redis.call('ZRANGE', KEYS[2], ARGV[3], ARGV[3] + ARGV[4] - 1)
local found = { #places }
for _, contact in ipairs(places) do
  local waiting = redis.call('HGET', KEYS[3], contact)
  if waiting and not claimed[contact] then found[#found + 1] = waiting end
end
return found
