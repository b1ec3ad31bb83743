--[[
  Takes note of what others are told, if the person is still as the teller saw them.

    Input:
      KEYS[1]  the person (hash)
      KEYS[2]  agents of the tenant (set of user ids)
      KEYS[3]  when somebody's last lease ends (sorted set over all tenants)

      ARGV[1]  now, ms
      ARGV[2]  the version the teller saw
      ARGV[3]  the status to tell
      ARGV[4]  user id
      ARGV[5]  "tenant/user"

    Output:
      1  tell it
      0  somebody else has changed the person since, and tells
]]
local person, agents, ends = KEYS[1], KEYS[2], KEYS[3]
local now, version, status = ARGV[1], ARGV[2], ARGV[3]

if (redis.call("HGET", person, "version") or "0") ~= version then return 0 end
local before = redis.call("HGET", person, "published") or "offline"
-- Two reapers may see the same end.
if before == status then return 0 end

redis.call("HSET", person, "published", status)
if status == "offline" then
  redis.call("HDEL", person, "since")
  redis.call("SREM", agents, ARGV[4])
  redis.call("ZREM", ends, ARGV[5])
elseif before == "offline" then
  redis.call("HSET", person, "since", now)
end
return 1
