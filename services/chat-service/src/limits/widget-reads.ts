import { networkOf } from "@chorus/kernel/network";
import { countAll, createLimiter } from "@chorus/redis/limiter";
import type { Redis } from "ioredis";

const WINDOW_SECONDS = 60;
/** High, because a whole office, or the server that sends the frames, may be one address. */
const READS_PER_NETWORK = 1_200;

/** Limits reads of widget settings per network, before there is a session. */
export interface WidgetReads {
  /** @throws AppError `rate_limited` */
  use(ip: string): Promise<void>;
}

export function createWidgetReads(redis: Redis): WidgetReads {
  const reads = createLimiter(redis, {
    name: "widget-reads",
    points: READS_PER_NETWORK,
    windowSeconds: WINDOW_SECONDS,
  });
  return {
    async use(ip) {
      await countAll([[reads, networkOf(ip)]], "The chat was loaded very often from your network. Wait a minute.");
    },
  };
}
