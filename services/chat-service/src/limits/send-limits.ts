import type { TenantLimits } from "@chorus/contracts/entities/tenant-limits";
import { LIMITS } from "@chorus/contracts/limits";
import { AppError } from "@chorus/kernel/app-error";
import { countedAs } from "@chorus/redis/counted-as";
import { createLimiter, type Count } from "@chorus/redis/limiter";
import type { Redis } from "ioredis";
import { isCustomer, type Principal } from "../identity/principal.ts";

/** What a limited route answers in `RateLimit` and `RateLimit-Policy` (draft-ietf-httpapi-ratelimit-headers). */
export interface LimitState {
  policy: string;
  state: string;
}

/** The REST limit of sends per person, the same as over a socket. */
export interface SendLimits {
  /** @throws AppError `rate_limited`; nothing is stored */
  use(principal: Principal, limits: Pick<TenantLimits, "sendsPerSecond" | "sendsBurst">): Promise<LimitState>;
}

/** Without Redis each instance counts alone, so that messages can still be sent. */
export function createSendLimits(redis: Redis): SendLimits {
  // The tenant's settings give the numbers.
  const sends = createLimiter(redis, { name: "send", points: 0, windowSeconds: 1 });
  return {
    async use(principal, { sendsPerSecond, sendsBurst }) {
      // The burst is refilled within this time, which gives the same rate as over a socket.
      const windowSeconds = Math.max(1, Math.ceil(sendsBurst / sendsPerSecond));
      const points = sendsBurst * (isCustomer(principal) ? 1 : LIMITS.agentFactor);
      const count = await sends.count(countedAs(principal), { points, windowSeconds });
      if (!count.isWithin) {
        throw new AppError("rate_limited", {
          detail: "You are sending too fast. Nothing was stored: send it again in a moment.",
          retryMs: count.waitMs,
        });
      }
      return present(points, windowSeconds, count);
    },
  };
}

function present(points: number, windowSeconds: number, { used, waitMs }: Count): LimitState {
  const resetSeconds = Math.ceil(waitMs / 1000);
  return {
    policy: `"sends";q=${points};w=${windowSeconds}`,
    state: `"sends";r=${points - used};t=${resetSeconds}`,
  };
}
