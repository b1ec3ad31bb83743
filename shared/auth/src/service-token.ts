import { SERVICES, type ServiceName } from "@chorus/contracts/services";
import { AppError } from "@chorus/kernel/app-error";
import { SignJWT, errors, jwtVerify } from "jose";

/** Service-to-service tokens are never valid for people, nor the other way round, nor for another service. */
const audienceOf = (service: ServiceName) => `chorus-internal:${service}`;
const TOKEN_TYPE = "service+jwt";
const LIFETIME_SECONDS = 300;
const RENEW_BEFORE_SECONDS = 60;
const CLOCK_TOLERANCE_SECONDS = 30;

function keyOf(secret: string): Uint8Array {
  return new TextEncoder().encode(secret);
}

export interface ServiceTokenOptions {
  /** Who calls. */
  service: ServiceName;
  /** Who is called: nobody else takes the token. */
  audience: ServiceName;
  secret: string;
  now: () => number;
}

/** Gives the bearer token of a service, made anew a minute before it ends. */
export function createServiceTokens(options: ServiceTokenOptions): () => Promise<string> {
  let current: { token: string; expiresAtSeconds: number } | undefined;
  return async function serviceToken(): Promise<string> {
    const nowSeconds = Math.floor(options.now() / 1000);
    if (current && current.expiresAtSeconds - nowSeconds > RENEW_BEFORE_SECONDS) return current.token;
    const expiresAtSeconds = nowSeconds + LIFETIME_SECONDS;
    const token = await new SignJWT({})
      .setProtectedHeader({ alg: "HS256", typ: TOKEN_TYPE })
      .setIssuer(options.service)
      .setAudience(audienceOf(options.audience))
      .setIssuedAt(nowSeconds)
      .setExpirationTime(expiresAtSeconds)
      .sign(keyOf(options.secret));
    current = { token, expiresAtSeconds };
    return token;
  };
}

/**
 * Checks service tokens for `service`: signature, audience, a service of ours as issuer, and a life of minutes. One that was good
 * stays known until it ends, because every batch brings it along.
 * @returns the name of the calling service
 * @throws AppError `unauthenticated`
 */
export function createServiceTokenVerifier(options: { service: ServiceName; secret: string; now: () => number }) {
  const known = new Map<string, { service: string; expiresAtMs: number }>();
  return async function verifyServiceToken(token: string): Promise<string> {
    const nowMs = options.now();
    const hit = known.get(token);
    if (hit && hit.expiresAtMs > nowMs) return hit.service;
    try {
      const { payload } = await jwtVerify(token, keyOf(options.secret), {
        algorithms: ["HS256"],
        typ: TOKEN_TYPE,
        issuer: Object.keys(SERVICES),
        audience: audienceOf(options.service),
        currentDate: new Date(nowMs),
        clockTolerance: CLOCK_TOLERANCE_SECONDS,
        // Also refuses an `iat` that is still to come.
        maxTokenAge: LIFETIME_SECONDS,
        requiredClaims: ["iss", "iat", "exp"],
      });
      const { iss = "", iat = 0, exp = 0 } = payload;
      if (exp - iat > LIFETIME_SECONDS) throw new errors.JWTInvalid("it lives longer than service tokens do");
      for (const [old, entry] of known) if (entry.expiresAtMs <= nowMs) known.delete(old);
      known.set(token, { service: iss, expiresAtMs: exp * 1000 });
      return iss;
    } catch (error) {
      throw new AppError("unauthenticated", { detail: "The service token is not valid.", cause: error });
    }
  };
}
