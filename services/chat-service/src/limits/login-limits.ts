import { networkOf } from "@chorus/kernel/network";
import { countGuess, createGuessLimiter, type Attempt, type GuessShare } from "@chorus/redis/guess-limiter";
import type { Redis } from "ioredis";

const WINDOW_SECONDS = 15 * 60;
const FAILURES_PER_ACCOUNT_AND_NETWORK = 5;
const FAILURES_PER_DEVICE = 5;
const FAILURES_PER_NETWORK = 50;
const HOUR_SECONDS = 3_600;
/** From all networks together: too slow for guessing; known devices have a limit of their own. */
const FAILURES_PER_ACCOUNT_AND_HOUR = 50;

export interface LoginAttempt {
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
   * @throws AppError `rate_limited`, for a moment where only attempts at the same time are in the way
   */
  attempt(attempt: LoginAttempt): Promise<Attempt>;
}

/**
 * Failed attempts of strangers use up the limit of their own network, or that of unknown devices, so that they cannot lock
 * the account's owner out (OWASP, "device cookies").
 */
export function createLoginLimits(redis: Redis): LoginLimits {
  const limiter = (name: string, points: number, windowSeconds = WINDOW_SECONDS) =>
    createGuessLimiter(redis, { name: `login:${name}`, points, windowSeconds });
  const perAccountAndNetwork = limiter("account-network", FAILURES_PER_ACCOUNT_AND_NETWORK);
  const perDevice = limiter("device", FAILURES_PER_DEVICE);
  const perNetwork = limiter("network", FAILURES_PER_NETWORK);
  const perAccount = limiter("account", FAILURES_PER_ACCOUNT_AND_HOUR, HOUR_SECONDS);
  return {
    attempt({ account, ip, knownDevice }) {
      const network = networkOf(ip);
      const shares: GuessShare[] = knownDevice
        ? [[perDevice, knownDevice]]
        : [
            [perAccountAndNetwork, `${network} ${account}`],
            [perNetwork, network],
            [perAccount, account],
          ];
      return countGuess(shares, "Too many attempts to sign in. Wait a quarter of an hour, or reset the password.");
    },
  };
}
