-- Fill the switchboard from PostgreSQL's rows; the epoch comes last and opens it again (core § 6).
-- KEYS  1 epoch, 2 line, 3 waiting, 4 contacts, 5 seats, 6 claims
-- ARGV  1 new epoch, then five for each contact: id, version, rank or '', waiting as JSON, holders as JSON
-- reply OK
for key = 2, #KEYS do redis.call('DEL', KEYS[key]) end
for at = 2, #ARGV, 5 do
  local contact, version, rank = ARGV[at], ARGV[at + 1], ARGV[at + 2]
  local waiting, holders = ARGV[at + 3], ARGV[at + 4]
  for _, holder in ipairs(cjson.decode(holders)) do
    redis.call('ZADD', KEYS[5], 0, holder .. '/' .. contact)
  end
  if rank ~= '' then
    redis.call('ZADD', KEYS[2], rank, contact)
    redis.call('HSET', KEYS[3], contact, waiting)
  end
  redis.call('HSET', KEYS[4], contact, '{"v":' .. version .. ',"h":' .. holders .. ',"o":0}')
end
redis.call('SET', KEYS[1], ARGV[1])
return 'OK'
