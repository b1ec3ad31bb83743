import { hash, verify } from "@node-rs/argon2";
import { createWorkQueue } from "./work-queue.ts";

/** OWASP Password Storage Cheat Sheet: argon2id, 19 MiB, two passes, one lane. */
const ARGON2ID = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/**
 * Each hash takes 19 MiB and 17 ms of a core; more at once would slow everything else down. The queue is longer than the login
 * limit of one network.
 */
const inQueue = createWorkQueue({
  concurrent: 2,
  waiting: 64,
  refusal: "Very many are signing in. Please try again.",
});

/** Normalised, so that a password does not depend on how a keyboard composes letters (NIST SP 800-63B, 3.1.1.2). */
export function normalisePassword(password: string): string {
  return password.normalize("NFKC");
}

/** @throws AppError `unavailable` when too many wait */
export function hashPassword(password: string): Promise<string> {
  return inQueue(() => hash(normalisePassword(password), ARGON2ID));
}

/** A hash of a random password: verifying against it takes as long for an unknown account as for a known one. */
const NOBODYS_HASH =
  "$argon2id$v=19$m=19456,t=2,p=1$vSaxNzO12wF/ZHbkIiiIwQ$/G0RbexjCQlUqI0UkQC1QEorGz/8lxXG2RwkjaexLJE";

/**
 * False for a wrong password and, after the same time, for `passwordHash` null (no such account).
 * @throws AppError `unavailable` when too many wait
 */
export async function verifyPassword(passwordHash: string | null, password: string): Promise<boolean> {
  const against = passwordHash ?? NOBODYS_HASH;
  // Also unnormalised, for hashes from before passwords were normalised.
  const spellings = [...new Set([normalisePassword(password), password])];
  const matches = await inQueue(async () => {
    for (const spelling of spellings) if (await verify(against, spelling)) return true;
    return false;
  });
  return matches && passwordHash !== null;
}
