import { AppError } from "@chorus/kernel/app-error";
import type { Redis } from "ioredis";
import { RateLimiterMemory, RateLimiterRedis, type RateLimiterRes } from "rate-limiter-flexible";

const WINDOW_SECONDS = 15 * 60;
const FAILURES_PER_ACCOUNT = 5;
const FAILURES_PER_IP = 50;

/** Only failures count, so that nobody who knows the password is ever locked out by one's own success. */
export interface LoginLimits {
  /** @throws AppError `rate_limited` */
  check(account: string, ip: string): Promise<void>;
  failed(account: string, ip: string): Promise<void>;
}

/** How often a link may be asked for. Asking counts, whoever is asked about. */
export interface PasswordLinkLimits {
  /** @throws AppError `rate_limited` */
  use(account: string, ip: string): Promise<void>;
}

const LINKS_PER_ACCOUNT = 3;
const LINKS_PER_IP = 20;

export function createPasswordLinkLimits(redis: Redis): PasswordLinkLimits {
  const perAccount = limiter(redis, "password-link:account", LINKS_PER_ACCOUNT);
  const perIp = limiter(redis, "password-link:ip", LINKS_PER_IP);
  return {
    async use(account, ip) {
      const outcomes = await Promise.allSettled([perAccount.consume(account), perIp.consume(ip)]);
      const refused = outcomes.find((outcome) => outcome.status === "rejected");
      if (!refused) return;
      const { msBeforeNext } = refused.reason as RateLimiterRes;
      throw new AppError("rate_limited", {
        detail: "Too many links were asked for. Wait a quarter of an hour.",
        retryMs: msBeforeNext,
      });
    },
  };
}

export function createLoginLimits(redis: Redis): LoginLimits {
  const perAccount = limiter(redis, "login:account", FAILURES_PER_ACCOUNT);
  const perIp = limiter(redis, "login:ip", FAILURES_PER_IP);
  return {
    async check(account, ip) {
      const states = [await perAccount.get(account), await perIp.get(ip)];
      const blocked = states.find((state): state is RateLimiterRes => state !== null && state.remainingPoints <= 0);
      if (!blocked) return;
      throw new AppError("rate_limited", {
        detail: "Too many attempts to sign in. Wait a quarter of an hour, or reset the password.",
        retryMs: blocked.msBeforeNext,
      });
    },
    async failed(account, ip) {
      // The limit was checked before; going over it here only means that it holds from now on.
      await Promise.allSettled([perAccount.consume(account), perIp.consume(ip)]);
    },
  };
}

/** While Redis is away each instance counts for itself. */
function limiter(redis: Redis, keyPrefix: string, points: number): RateLimiterRedis {
  return new RateLimiterRedis({
    storeClient: redis,
    keyPrefix,
    points,
    duration: WINDOW_SECONDS,
    insuranceLimiter: new RateLimiterMemory({ keyPrefix, points, duration: WINDOW_SECONDS }),
  });
}
