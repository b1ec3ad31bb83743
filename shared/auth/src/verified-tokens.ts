import type { JWTVerifyGetKey } from "jose";
import { verifyAccessToken, type AccessClaims } from "./access-token.ts";

/** How long a signature that was checked is not checked again. A withdrawn key is known to other services for longer (key-source.ts). */
const KNOWN_FOR_MS = 60_000;
/** Of those who ask again within a minute; each is a kilobyte. */
const MAX_KNOWN = 4_000;

export interface VerifierOptions {
  keys: JWTVerifyGetKey;
  /** The clock for tokens. */
  now: () => number;
  /** The clock for the cache. */
  elapsed: () => number;
  maxKnown?: number;
}

/**
 * Checks signatures, and remembers for a minute whose was right: a signature costs as much processor time as the rest of a small request.
 * Whether the session is alive is another question, which is asked each time.
 * @returns the claims of a token @throws AppError as verifyAccessToken
 */
export function createVerifier(options: VerifierOptions): (token: string) => Promise<AccessClaims> {
  const { keys, now, elapsed, maxKnown = MAX_KNOWN } = options;
  /** The oldest first. */
  const known = new Map<string, { claims: AccessClaims; untilMs: number }>();

  function forgetOld(nowMs: number): void {
    for (const [token, { untilMs }] of known) {
      if (untilMs > nowMs && known.size < maxKnown) return;
      known.delete(token);
    }
  }

  return async (token) => {
    const found = known.get(token);
    if (found && elapsed() < found.untilMs && now() < found.claims.expiresAtMs) return found.claims;
    const claims = Object.freeze(await verifyAccessToken(token, keys, now()));
    const nowMs = elapsed();
    known.delete(token);
    forgetOld(nowMs);
    known.set(token, { claims, untilMs: nowMs + KNOWN_FOR_MS });
    return claims;
  };
}
