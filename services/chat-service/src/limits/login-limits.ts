import { networkOf } from "@chorus/kernel/network";
import { countAll, createLimiter, type Share } from "@chorus/redis/limiter";
import type { Redis } from "ioredis";

const WINDOW_SECONDS = 15 * 60;
const FAILURES_PER_ACCOUNT_AND_NETWORK = 5;
const FAILURES_PER_DEVICE = 5;
const FAILURES_PER_NETWORK = 50;
const HOUR_SECONDS = 3_600;
/** From all networks together: slow enough for guessing to lead nowhere, and known devices are not shut out by it. */
const FAILURES_PER_ACCOUNT_AND_HOUR = 50;

export interface Attempt {
  /** Tenant and address, whether there is such a person or not. */
  account: string;
  ip: string;
  /** The device's own id, where this account was signed in to on it before. */
  knownDevice: string | null;
}

/** How often somebody may guess. */
export interface LoginLimits {
  /**
   * Counts an attempt, before anything is compared.
   * @returns gives it back: nobody who knows the password is locked out by one's own success
   * @throws AppError `rate_limited`
   */
  attempt(attempt: Attempt): Promise<() => Promise<void>>;
}

/**
 * Strangers cannot shut out the owner of an account: what they use up is their own network's, or the share of devices on which
 * the account was never used (OWASP, "device cookies").
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
