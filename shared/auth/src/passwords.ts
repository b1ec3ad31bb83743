import { hash, verify } from "@node-rs/argon2";

/** OWASP Password Storage Cheat Sheet: argon2id, 19 MiB, two passes, one lane. */
const ARGON2ID = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Each hash costs 19 MiB and 17 ms of a core; more at once would only starve everything else. */
const MAX_CONCURRENT = 2;

let running = 0;
const waiting: (() => void)[] = [];

async function withSlot<Result>(work: () => Promise<Result>): Promise<Result> {
  if (running >= MAX_CONCURRENT) await new Promise<void>((resolve) => waiting.push(resolve));
  running += 1;
  try {
    return await work();
  } finally {
    running -= 1;
    waiting.shift()?.();
  }
}

export function hashPassword(password: string): Promise<string> {
  return withSlot(() => hash(password, ARGON2ID));
}

/** A hash of nothing anybody knows: verifying against it makes an unknown account cost what a known one costs. */
const NOBODYS_HASH =
  "$argon2id$v=19$m=19456,t=2,p=1$vSaxNzO12wF/ZHbkIiiIwQ$/G0RbexjCQlUqI0UkQC1QEorGz/8lxXG2RwkjaexLJE";

/** False for a wrong password and, after the same time, for `passwordHash` null (no such account). */
export async function verifyPassword(passwordHash: string | null, password: string): Promise<boolean> {
  const matches = await withSlot(() => verify(passwordHash ?? NOBODYS_HASH, password));
  return matches && passwordHash !== null;
}
