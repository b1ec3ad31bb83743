--[[
  Changes what is known of one person and answers all of it. Dead leases are dropped on the way.

    Input:
      KEYS[1]  leases of the person (sorted set: connection id -> end of the lease, ms)
      KEYS[2]  the person (hash)
      KEYS[3]  agents of the tenant (set of user ids)
      KEYS[4]  when somebody's last lease ends (sorted set over all tenants: "tenant/user" -> ms)
      KEYS[5]  customers of the tenant who are connected (sorted set: user id -> end of their last lease, ms)

      ARGV[1]  now, ms
      ARGV[2]  "open" | "close" | "choose" | "read"
      ARGV[3]  user id
      ARGV[4]  "tenant/user"
      ARGV[5]  connection id (open, close) or chosen status (choose)
      ARGV[6]  end of the lease (open, close) or when it was chosen (choose), ms
      ARGV[7]  "1" for somebody of the desk (open)

    Output:
      {alive until, chosen, published, since, last seen, is agent, version}, all strings, "" for unknown
]]
local leases, person, agents, ends, customers = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5]
local now, change, userId, member = tonumber(ARGV[1]), ARGV[2], ARGV[3], ARGV[4]

-- What nobody has touched for this long is forgotten, chosen status and all.
local KEEP_MS = 30 * 24 * 3600 * 1000

if change == "open" then
  -- GT: an answer that was held up must not shorten a newer lease.
  redis.call("ZADD", leases, "GT", ARGV[6], ARGV[5])
  redis.call("HSET", person, "seen", now, "agent", ARGV[7])
  if ARGV[7] == "1" then redis.call("SADD", agents, userId) end
elseif change == "close" then
  -- XX LT: leaving never makes a lease, nor a longer one.
  redis.call("ZADD", leases, "XX", "LT", ARGV[6], ARGV[5])
  redis.call("HSET", person, "seen", now)
elseif change == "choose" then
  -- A copy that was held up must not undo a newer choice.
  if tonumber(redis.call("HGET", person, "chosenAt") or "0") <= tonumber(ARGV[6]) then
    redis.call("HSET", person, "chosen", ARGV[5], "chosenAt", ARGV[6])
  end
end

redis.call("ZREMRANGEBYSCORE", leases, "-inf", now)
local last = redis.call("ZRANGE", leases, -1, -1, "WITHSCORES")
local alive = last[2] or "0"

if change ~= "read" then
  redis.call("HINCRBY", person, "version", 1)
  redis.call("PEXPIRE", person, KEEP_MS)
  redis.call("PEXPIRE", leases, KEEP_MS)
  if alive ~= "0" then redis.call("ZADD", ends, alive, member) end
  if redis.call("HGET", person, "agent") == "0" then
    if alive == "0" then
      redis.call("ZREM", customers, userId)
    else
      redis.call("ZADD", customers, alive, userId)
      redis.call("PEXPIRE", customers, KEEP_MS)
    end
  end
end

-- Who was never told to be here leaves nothing to be told: their opening was stored by somebody who died before telling.
if change == "read" and alive == "0" and (redis.call("HGET", person, "published") or "offline") == "offline" then
  redis.call("ZREM", ends, member)
  redis.call("SREM", agents, userId)
end

local known = redis.call("HMGET", person, "chosen", "published", "since", "seen", "agent", "version")
local answer = { alive }
for index = 1, 6 do answer[index + 1] = known[index] or "" end
return answer
