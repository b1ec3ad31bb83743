import { setTimeout as delay } from "node:timers/promises";
import type { Fault } from "../fault.ts";

export const crashRedis: Fault = {
  name: "redis-crash",
  title: "Redis: kill -9, started again after 2 s",
  isShort: true,
  async run({ cluster: { redis } }) {
    await redis.crash();
    await delay(2_000);
    await redis.start();
  },
};
