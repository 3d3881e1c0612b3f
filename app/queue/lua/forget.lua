-- Drop the records of contacts that were over before an instant, and claims that have lapsed.
-- KEYS  1 epoch, 2 line, 3 waiting, 4 contacts, 5 seats, 6 claims
-- ARGV  1 epoch, 2 now in ms, 3 the instant in ms before which an ended contact is forgotten
-- reply STALE (another epoch) | the number of records dropped
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 'STALE' end
redis.call('ZREMRANGEBYSCORE', KEYS[6], '-inf', ARGV[2])
local dropped, all = 0, redis.call('HGETALL', KEYS[4])
for at = 1, #all, 2 do
  local over = cjson.decode(all[at + 1]).o
  if over > 0 and over < tonumber(ARGV[3]) then
    dropped = dropped + redis.call('HDEL', KEYS[4], all[at])
  end
end
return dropped
