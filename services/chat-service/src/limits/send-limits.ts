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

/** One counted send. */
export interface CountedSend extends LimitState {
  /** For one that was stored before. */
  giveBack(): Promise<void>;
}

/** The REST limit of sends per person, the same as over a socket. */
export interface SendLimits {
  /**
   * @param isRepeat whether it was stored before: such a send is let through above the limit, too. Asked above the limit alone, and
   * as often as one may send.
   * @throws AppError `rate_limited`; nothing is stored
   */
  use(
    principal: Principal,
    limits: Pick<TenantLimits, "sendsPerSecond" | "sendsBurst">,
    isRepeat?: () => Promise<boolean>,
  ): Promise<CountedSend>;
}

/** Without Redis each instance counts alone, so that messages can still be sent. */
export function createSendLimits(redis: Redis): SendLimits {
  // The tenant's settings give the numbers.
  const sends = createLimiter(redis, { name: "send", points: 0, windowSeconds: 1 });
  const repeats = createLimiter(redis, { name: "send-repeat", points: 0, windowSeconds: 1 });
  return {
    async use(principal, { sendsPerSecond, sendsBurst }, isRepeat) {
      // The burst is refilled within this time, which gives the same rate as over a socket.
      const windowSeconds = Math.max(1, Math.ceil(sendsBurst / sendsPerSecond));
      const points = sendsBurst * (isCustomer(principal) ? 1 : LIMITS.agentFactor);
      const key = countedAs(principal);
      const count = await sends.count(key, { points, windowSeconds });
      const state = present(points, windowSeconds, count);
      if (count.isWithin) return { ...state, giveBack: () => sends.giveBack(key) };
      const { waitMs: retryMs } = count;
      if (!isRepeat || !(await repeats.count(key, { points, windowSeconds })).isWithin)
        throw new AppError("rate_limited", { detail: "You are sending too fast: send it again in a moment.", retryMs });
      if (await isRepeat()) return { ...state, giveBack: async () => undefined };
      throw new AppError("rate_limited", {
        detail: "You are sending too fast. Nothing was stored: send it again in a moment.",
        retryMs,
      });
    },
  };
}

function present(points: number, windowSeconds: number, { used, waitMs }: Count): LimitState {
  const resetSeconds = Math.ceil(waitMs / 1000);
  return {
    policy: `"sends";q=${points};w=${windowSeconds}`,
    state: `"sends";r=${Math.max(0, points - used)};t=${resetSeconds}`,
  };
}
