import { setTimeout as delay } from "node:timers/promises";
import type { Fault } from "../fault.ts";
import { tellRedis } from "../world/tell-redis.ts";

/** Every write is refused with OOM; PUBLISH still works. */
export const fillRedis: Fault = {
  name: "redis-full",
  title: "Redis: out of memory (noeviction) for 5 s",
  async run({ cluster: { redis } }) {
    await tellRedis(redis.port, "CONFIG", "SET", "maxmemory", "1");
    await delay(5_000);
    await tellRedis(redis.port, "CONFIG", "SET", "maxmemory", "0");
  },
};
