import { AppError } from "@chorus/kernel/app-error";
import { SignJWT, jwtVerify } from "jose";

/** Service-to-service tokens are never valid for people, nor the other way round. */
const AUDIENCE = "chorus-internal";
const TOKEN_TYPE = "service+jwt";
const LIFETIME_SECONDS = 300;
const RENEW_BEFORE_SECONDS = 60;

function keyOf(secret: string): Uint8Array {
  return new TextEncoder().encode(secret);
}

/** Gives the bearer token of a service, made anew a minute before it ends. */
export function createServiceTokens(options: { service: string; secret: string; now: () => number }) {
  let current: { token: string; expiresAtSeconds: number } | undefined;
  return async function serviceToken(): Promise<string> {
    const nowSeconds = Math.floor(options.now() / 1000);
    if (current && current.expiresAtSeconds - nowSeconds > RENEW_BEFORE_SECONDS) return current.token;
    const expiresAtSeconds = nowSeconds + LIFETIME_SECONDS;
    const token = await new SignJWT({})
      .setProtectedHeader({ alg: "HS256", typ: TOKEN_TYPE })
      .setIssuer(options.service)
      .setAudience(AUDIENCE)
      .setIssuedAt(nowSeconds)
      .setExpirationTime(expiresAtSeconds)
      .sign(keyOf(options.secret));
    current = { token, expiresAtSeconds };
    return token;
  };
}

/**
 * Checks service tokens; one that was good stays known until it ends, because every batch brings it along.
 * @returns the name of the calling service
 * @throws AppError `unauthenticated`
 */
export function createServiceTokenVerifier(options: { secret: string; now: () => number }) {
  const known = new Map<string, { service: string; expiresAtMs: number }>();
  return async function verifyServiceToken(token: string): Promise<string> {
    const nowMs = options.now();
    const hit = known.get(token);
    if (hit && hit.expiresAtMs > nowMs) return hit.service;
    try {
      const { payload } = await jwtVerify(token, keyOf(options.secret), {
        algorithms: ["HS256"],
        typ: TOKEN_TYPE,
        audience: AUDIENCE,
        currentDate: new Date(nowMs),
        requiredClaims: ["iss", "exp"],
      });
      for (const [old, entry] of known) if (entry.expiresAtMs <= nowMs) known.delete(old);
      known.set(token, { service: payload.iss ?? "", expiresAtMs: (payload.exp ?? 0) * 1000 });
      return payload.iss ?? "";
    } catch (error) {
      throw new AppError("unauthenticated", { detail: "The service token is not valid.", cause: error });
    }
  };
}
