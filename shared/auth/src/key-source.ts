import { createRemoteJWKSet, type JWTVerifyGetKey } from "jose";

const JWKS_CACHE_MS = 10 * 60_000;
const JWKS_COOLDOWN_MS = 5_000;
const JWKS_TIMEOUT_MS = 3_000;

/** The public keys of access tokens, fetched from chat-service, cached, and fetched again for an unknown `kid`. */
export function remoteKeys(chatServiceUrl: string): JWTVerifyGetKey {
  return createRemoteJWKSet(new URL("/.well-known/jwks.json", chatServiceUrl), {
    cacheMaxAge: JWKS_CACHE_MS,
    cooldownDuration: JWKS_COOLDOWN_MS,
    timeoutDuration: JWKS_TIMEOUT_MS,
  });
}
