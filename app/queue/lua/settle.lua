-- Write what PostgreSQL's row says of one contact; a lower version than the one known changes nothing.
-- KEYS  1 epoch, 2 line, 3 waiting, 4 contacts, 5 seats, 6 claims
-- ARGV  1 epoch, 2 contact, 3 version, 4 rank in line or '', 5 waiting as JSON, 6 holders as a JSON list,
--       7 instant in ms at which it was over or '0', 8 '1' to release its claims
-- reply STALE (another epoch) | OLD (a lower version) | OK
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 'STALE' end
local contact, version = ARGV[2], tonumber(ARGV[3])
local stored = redis.call('HGET', KEYS[4], contact)
local known = stored and cjson.decode(stored) or { v = -1, h = {} }
local holders = cjson.decode(ARGV[6])
if known.v > version then return 'OLD' end
for _, holder in ipairs(known.h) do redis.call('ZREM', KEYS[5], holder .. '/' .. contact) end
for _, holder in ipairs(holders) do redis.call('ZADD', KEYS[5], 0, holder .. '/' .. contact) end
if ARGV[4] == '' then
  redis.call('ZREM', KEYS[2], contact)
  redis.call('HDEL', KEYS[3], contact)
else
  redis.call('ZADD', KEYS[2], ARGV[4], contact)
  redis.call('HSET', KEYS[3], contact, ARGV[5])
end
if known.v < version or ARGV[8] == '1' then
  for _, claim in ipairs(redis.call('ZRANGE', KEYS[6], 0, -1)) do
    if string.match(claim, '/(.+)$') == contact then redis.call('ZREM', KEYS[6], claim) end
  end
end
-- The record stays for a while after the end, so that a late and lower version cannot bring it back.
redis.call('HSET', KEYS[4], contact, '{"v":' .. version .. ',"h":' .. ARGV[6] .. ',"o":' .. ARGV[7] .. '}')
return 'OK'
