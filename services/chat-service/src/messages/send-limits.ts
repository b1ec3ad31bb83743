import { LIMITS } from "@chorus/contracts/limits";
import { AppError } from "@chorus/kernel/app-error";
import type { Redis } from "ioredis";
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from "rate-limiter-flexible";
import { isCustomer, type Principal } from "../auth/principal.ts";

/** What a limited route answers in `RateLimit` and `RateLimit-Policy` (draft-ietf-httpapi-ratelimit-headers). */
export interface LimitState {
  policy: string;
  state: string;
}

/** How fast one person may send over REST: as fast as over a socket. */
export interface SendLimits {
  /** @throws AppError `rate_limited`; nothing is stored */
  use(principal: Principal): Promise<LimitState>;
}

/** The burst comes back within this time, which makes the rate of a socket. */
const WINDOW_SECONDS = LIMITS.sendsBurst / LIMITS.sendsPerSecond;

/** Without Redis each instance counts for itself: messages go on. */
export function createSendLimits(redis: Redis): SendLimits {
  const customers = limiter(redis, "send:customer", LIMITS.sendsBurst);
  const desk = limiter(redis, "send:desk", LIMITS.sendsBurst * LIMITS.agentFactor);
  return {
    async use(principal) {
      const limit = isCustomer(principal) ? customers : desk;
      try {
        return present(limit.points, await limit.consume(`${principal.tenantId}:${principal.userId}`));
      } catch (refusal) {
        if (!(refusal instanceof RateLimiterRes)) throw refusal;
        throw new AppError("rate_limited", {
          detail: "You are sending too fast. Nothing was stored: send it again in a moment.",
          retryMs: refusal.msBeforeNext,
        });
      }
    },
  };
}

function present(points: number, result: RateLimiterRes): LimitState {
  const resetSeconds = Math.ceil(result.msBeforeNext / 1000);
  return {
    policy: `"sends";q=${points};w=${WINDOW_SECONDS}`,
    state: `"sends";r=${result.remainingPoints};t=${resetSeconds}`,
  };
}

function limiter(redis: Redis, keyPrefix: string, points: number): RateLimiterRedis {
  const options = { keyPrefix, points, duration: WINDOW_SECONDS };
  return new RateLimiterRedis({ ...options, storeClient: redis, insuranceLimiter: new RateLimiterMemory(options) });
}
