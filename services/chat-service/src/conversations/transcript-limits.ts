import { AppError } from "@chorus/kernel/app-error";
import type { Redis } from "ioredis";
import { RateLimiterMemory, RateLimiterRedis, type RateLimiterRes } from "rate-limiter-flexible";

const HOUR_SECONDS = 3_600;
/** Nobody needs the same conversation more often; somebody who is not asked gets no more than this. */
const PER_ADDRESS_AND_HOUR = 3;
const PER_CUSTOMER_AND_HOUR = 5;
const PER_AGENT_AND_HOUR = 60;

/** How often a conversation may be mailed. Asking counts. */
export interface TranscriptLimits {
  /** @throws AppError `rate_limited` */
  use(asked: { tenantId: string; address: string; by: string; isCustomer: boolean }): Promise<void>;
}

export function createTranscriptLimits(redis: Redis): TranscriptLimits {
  const limiter = (keyPrefix: string, points: number) => {
    const options = { keyPrefix, points, duration: HOUR_SECONDS };
    // While Redis is away each instance counts for itself.
    const insuranceLimiter = new RateLimiterMemory(options);
    return new RateLimiterRedis({ ...options, storeClient: redis, insuranceLimiter });
  };
  const perAddress = limiter("transcript:address", PER_ADDRESS_AND_HOUR);
  const perCustomer = limiter("transcript:customer", PER_CUSTOMER_AND_HOUR);
  const perAgent = limiter("transcript:agent", PER_AGENT_AND_HOUR);
  return {
    async use({ tenantId, address, by, isCustomer }) {
      const outcomes = await Promise.allSettled([
        perAddress.consume(`${tenantId}:${address}`),
        (isCustomer ? perCustomer : perAgent).consume(`${tenantId}:${by}`),
      ]);
      const refused = outcomes.find((outcome) => outcome.status === "rejected");
      if (!refused) return;
      throw new AppError("rate_limited", {
        detail: "It was mailed several times already. Please look in your mailbox, or try again in an hour.",
        retryMs: (refused.reason as RateLimiterRes).msBeforeNext,
      });
    },
  };
}
