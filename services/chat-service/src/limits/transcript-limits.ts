import { countAll, createLimiter } from "@chorus/redis/limiter";
import type { Redis } from "ioredis";

const HOUR_SECONDS = 3_600;
/** Also bounds the mails to an address whose owner did not ask for them. */
const PER_ADDRESS_AND_HOUR = 3;
const PER_CUSTOMER_AND_HOUR = 5;
const PER_AGENT_AND_HOUR = 60;

/** Limits how often a conversation may be mailed. Every request counts. */
export interface TranscriptLimits {
  /** @throws AppError `rate_limited` */
  use(asked: { tenantId: string; address: string; by: string; isCustomer: boolean }): Promise<void>;
}

export function createTranscriptLimits(redis: Redis): TranscriptLimits {
  const limiter = (name: string, points: number) =>
    createLimiter(redis, { name: `transcript:${name}`, points, windowSeconds: HOUR_SECONDS });
  const perAddress = limiter("address", PER_ADDRESS_AND_HOUR);
  const perCustomer = limiter("customer", PER_CUSTOMER_AND_HOUR);
  const perAgent = limiter("agent", PER_AGENT_AND_HOUR);
  return {
    async use({ tenantId, address, by, isCustomer }) {
      await countAll(
        [
          [isCustomer ? perCustomer : perAgent, `${tenantId}:${by}`],
          [perAddress, `${tenantId}:${address}`],
        ],
        "It was mailed several times already. Please look in your mailbox, or try again in an hour.",
      );
    },
  };
}
