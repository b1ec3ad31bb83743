import { hash, verify } from "@node-rs/argon2";
import { createWorkQueue, type WorkOf } from "./work-queue.ts";

/** OWASP Password Storage Cheat Sheet: argon2id, 19 MiB, two passes, one lane. */
const ARGON2ID = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/**
 * Each hash takes 19 MiB and 17 ms of a core; more at once would slow everything else down. The queue is longer than the login
 * limit of one network.
 */
const inQueue = createWorkQueue({
  concurrent: 2,
  waiting: 64,
  // A network's fifty sign-ins at one company fit in, and eight of others beside them.
  shares: { tenant: 56, person: 32, refusal: "Very many passwords of yours are being checked. Please wait a moment." },
  refusal: "Very many are signing in. Please try again.",
});

/** Normalised, so that a password does not depend on how a keyboard composes letters (NIST SP 800-63B, 3.1.1.2). */
export function normalisePassword(password: string): string {
  return password.normalize("NFKC");
}

/**
 * @param of whose work it is; without it, nobody's in particular
 * @throws AppError `unavailable` when too many wait, `rate_limited` when too many of this person or tenant do
 */
export function hashPassword(password: string, of?: WorkOf): Promise<string> {
  return inQueue(() => hash(normalisePassword(password), ARGON2ID), of);
}

/** A hash of a random password: verifying against it takes as long for an unknown account as for a known one. */
const NOBODYS_HASH =
  "$argon2id$v=19$m=19456,t=2,p=1$vSaxNzO12wF/ZHbkIiiIwQ$/G0RbexjCQlUqI0UkQC1QEorGz/8lxXG2RwkjaexLJE";

/**
 * False for a wrong password and, after the same time, for `passwordHash` null (no such account).
 * @throws AppError `unavailable` when too many wait, `rate_limited` when too many of this person or tenant do
 */
export async function verifyPassword(passwordHash: string | null, password: string, of?: WorkOf): Promise<boolean> {
  const against = passwordHash ?? NOBODYS_HASH;
  // Also unnormalised, for hashes from before passwords were normalised.
  const spellings = [...new Set([normalisePassword(password), password])];
  const matches = await inQueue(async () => {
    for (const spelling of spellings) if (await verify(against, spelling)) return true;
    return false;
  }, of);
  return matches && passwordHash !== null;
}
