import { setTimeout as delay } from "node:timers/promises";
import type { Fault } from "../fault.ts";
import { sendRedisCommand } from "../world/send-redis-command.ts";

/** Every write is refused with OOM; PUBLISH still works. */
export const fillRedis: Fault = {
  name: "redis-full",
  title: "Redis: out of memory (noeviction) for 5 s",
  async run({ cluster: { redis } }) {
    await sendRedisCommand(redis.port, "CONFIG", "SET", "maxmemory", "1");
    await delay(5_000);
    await sendRedisCommand(redis.port, "CONFIG", "SET", "maxmemory", "0");
  },
};
