import { AppError } from "@chorus/kernel/app-error";
import type { Redis } from "ioredis";
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from "rate-limiter-flexible";
import { networkOf } from "../auth/visitor-admission.ts";

const WINDOW_SECONDS = 60;
/** Far more than people need: a whole office, or the server that sends the frames, is one address. */
const READS_PER_NETWORK = 1_200;

/** How often one network may read what widgets show before there is a session. */
export interface WidgetReads {
  /** @throws AppError `rate_limited` */
  use(ip: string): Promise<void>;
}

export function createWidgetReads(redis: Redis): WidgetReads {
  const counter = { keyPrefix: "widget-reads", points: READS_PER_NETWORK, duration: WINDOW_SECONDS };
  // While Redis is away each instance counts for itself.
  const reads = new RateLimiterRedis({
    ...counter,
    storeClient: redis,
    insuranceLimiter: new RateLimiterMemory(counter),
  });
  return {
    async use(ip) {
      try {
        await reads.consume(networkOf(ip));
      } catch (error) {
        if (!(error instanceof RateLimiterRes)) throw error;
        throw new AppError("rate_limited", {
          detail: "The chat was loaded very often from your network. Wait a minute.",
          retryMs: error.msBeforeNext,
        });
      }
    },
  };
}
