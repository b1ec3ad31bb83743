import type { TenantLimits } from "@chorus/contracts/entities/tenant-limits";
import { LIMITS } from "@chorus/contracts/limits";
import { AppError } from "@chorus/kernel/app-error";
import type { Redis } from "ioredis";
import { RateLimiterMemory, RateLimiterRedis, type RateLimiterRes } from "rate-limiter-flexible";
import { isCustomer, type Principal } from "../auth/principal.ts";

/** What a limited route answers in `RateLimit` and `RateLimit-Policy` (draft-ietf-httpapi-ratelimit-headers). */
export interface LimitState {
  policy: string;
  state: string;
}

/** How fast one person may send over REST: as fast as over a socket. */
export interface SendLimits {
  /** @throws AppError `rate_limited`; nothing is stored */
  use(principal: Principal, limits: Pick<TenantLimits, "sendsPerSecond" | "sendsBurst">): Promise<LimitState>;
}

/** Without Redis each instance counts for itself: messages go on. */
export function createSendLimits(redis: Redis): SendLimits {
  // The counter only counts; how many are too many is the tenant's.
  const counter = { keyPrefix: "send", points: Number.MAX_SAFE_INTEGER, duration: 1 };
  const sends = new RateLimiterRedis({
    ...counter,
    storeClient: redis,
    insuranceLimiter: new RateLimiterMemory(counter),
  });
  return {
    async use(principal, { sendsPerSecond, sendsBurst }) {
      // The burst comes back within this time, which makes the rate of a socket.
      const windowSeconds = Math.max(1, Math.ceil(sendsBurst / sendsPerSecond));
      const points = sendsBurst * (isCustomer(principal) ? 1 : LIMITS.agentFactor);
      const used = await sends.consume(`${principal.tenantId}:${principal.userId}`, 1, {
        customDuration: windowSeconds,
      });
      if (used.consumedPoints > points) {
        throw new AppError("rate_limited", {
          detail: "You are sending too fast. Nothing was stored: send it again in a moment.",
          retryMs: used.msBeforeNext,
        });
      }
      return present(points, windowSeconds, used);
    },
  };
}

function present(points: number, windowSeconds: number, used: RateLimiterRes): LimitState {
  const resetSeconds = Math.ceil(used.msBeforeNext / 1000);
  return {
    policy: `"sends";q=${points};w=${windowSeconds}`,
    state: `"sends";r=${points - used.consumedPoints};t=${resetSeconds}`,
  };
}
