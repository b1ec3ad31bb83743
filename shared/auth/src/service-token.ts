import { SERVICES, type ServiceName } from "@chorus/contracts/services";
import { AppError } from "@chorus/kernel/app-error";
import { acceptedSecrets } from "@chorus/kernel/accepted-secrets";
import { SignJWT, errors, jwtVerify, type JWTPayload, type JWTVerifyOptions } from "jose";

/** Service tokens are never valid for people, people's never for services, and each only for one service. */
const audienceOf = (service: ServiceName) => `chorus-internal:${service}`;
const TOKEN_TYPE = "service+jwt";
const LIFETIME_SECONDS = 300;
const RENEW_BEFORE_SECONDS = 60;
const CLOCK_TOLERANCE_SECONDS = 30;

/** The first one signs. */
function keysOf(secret: string): Uint8Array[] {
  return acceptedSecrets(secret).map((one) => new TextEncoder().encode(one));
}

export interface ServiceTokenOptions {
  /** The calling service. */
  service: ServiceName;
  /** The called service, the only one that accepts the token. */
  audience: ServiceName;
  /** INTERNAL_SECRET; while it is changed two, separated by a comma. */
  secret: string;
  now: () => number;
}

/** Returns a service's bearer token, renewed a minute before it expires. */
export function createServiceTokens(options: ServiceTokenOptions): () => Promise<string> {
  const [key = new Uint8Array()] = keysOf(options.secret);
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
      .sign(key);
    current = { token, expiresAtSeconds };
    return token;
  };
}

/**
 * Checks service tokens for `service`: signature, audience, one of our services as issuer, and a lifetime of minutes. A valid one
 * is cached until it expires, because every batch carries it.
 * @returns the name of the calling service
 * @throws AppError `unauthenticated`
 */
export function createServiceTokenVerifier(options: { service: ServiceName; secret: string; now: () => number }) {
  const known = new Map<string, { service: string; expiresAtMs: number }>();
  const keys = keysOf(options.secret);
  return async function verifyServiceToken(token: string): Promise<string> {
    const nowMs = options.now();
    const hit = known.get(token);
    if (hit && hit.expiresAtMs > nowMs) return hit.service;
    try {
      const payload = await verifyByOne(token, keys, {
        algorithms: ["HS256"],
        typ: TOKEN_TYPE,
        issuer: Object.keys(SERVICES),
        audience: audienceOf(options.service),
        currentDate: new Date(nowMs),
        clockTolerance: CLOCK_TOLERANCE_SECONDS,
        // Also refuses an `iat` in the future.
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

/** @throws the error of the last key */
async function verifyByOne(token: string, keys: readonly Uint8Array[], options: JWTVerifyOptions): Promise<JWTPayload> {
  let failure: unknown = new errors.JWSSignatureVerificationFailed();
  for (const key of keys) {
    try {
      return (await jwtVerify(token, key, options)).payload;
    } catch (error) {
      failure = error;
    }
  }
  throw failure;
}
