import { networkOf } from "@chorus/kernel/network";
import { countAll, createLimiter, type Share } from "@chorus/redis/limiter";
import type { Redis } from "ioredis";

const WINDOW_SECONDS = 15 * 60;
const FAILURES_PER_ACCOUNT_AND_NETWORK = 5;
const FAILURES_PER_DEVICE = 5;
const FAILURES_PER_NETWORK = 50;
const HOUR_SECONDS = 3_600;
/** From all networks together: too slow for guessing; known devices have a limit of their own. */
const FAILURES_PER_ACCOUNT_AND_HOUR = 50;

export interface Attempt {
  /** Counted whether such an account exists or not. */
  account: string;
  ip: string;
  /** The known device's id, when this account was used on it before. */
  knownDevice: string | null;
}

/** Limits login attempts. */
export interface LoginLimits {
  /**
   * Counts an attempt before the password is compared.
   * @returns undoes the count, for a successful login
   * @throws AppError `rate_limited`
   */
  attempt(attempt: Attempt): Promise<() => Promise<void>>;
}

/**
 * Failed attempts of strangers use up the limit of their own network, or that of unknown devices, so that they cannot lock
 * the account's owner out (OWASP, "device cookies").
 */
export function createLoginLimits(redis: Redis): LoginLimits {
  const limiter = (name: string, points: number, windowSeconds = WINDOW_SECONDS) =>
    createLimiter(redis, { name: `login:${name}`, points, windowSeconds });
  const perAccountAndNetwork = limiter("account-network", FAILURES_PER_ACCOUNT_AND_NETWORK);
  const perDevice = limiter("device", FAILURES_PER_DEVICE);
  const perNetwork = limiter("network", FAILURES_PER_NETWORK);
  const perAccount = limiter("account", FAILURES_PER_ACCOUNT_AND_HOUR, HOUR_SECONDS);
  return {
    attempt({ account, ip, knownDevice }) {
      const network = networkOf(ip);
      const shares: Share[] = knownDevice
        ? [[perDevice, knownDevice]]
        : [
            [perAccountAndNetwork, `${network} ${account}`],
            [perNetwork, network],
            [perAccount, account],
          ];
      return countAll(shares, "Too many attempts to sign in. Wait a quarter of an hour, or reset the password.");
    },
  };
}
