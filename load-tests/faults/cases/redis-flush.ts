import { setTimeout as delay } from "node:timers/promises";
import type { Fault } from "../fault.ts";
import { sendRedisCommand } from "../world/send-redis-command.ts";

export const flushRedis: Fault = {
  name: "redis-flush",
  title: "Redis: FLUSHALL, three times",
  isShort: true,
  async run({ cluster: { redis } }) {
    for (let round = 0; round < 3; round += 1) {
      await sendRedisCommand(redis.port, "FLUSHALL");
      await delay(500);
    }
  },
};
