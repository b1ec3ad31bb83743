import { createLocalJWKSet, createRemoteJWKSet, errors, type JWTVerifyGetKey } from "jose";

const JWKS_CACHE_MS = 10 * 60_000;
const JWKS_COOLDOWN_MS = 5_000;
const JWKS_TIMEOUT_MS = 3_000;

/**
 * The public keys of access tokens, fetched from chat-service, cached, and fetched again for an unknown `kid`. Cached keys stay
 * valid while they cannot be fetched.
 */
export function remoteKeys(chatServiceUrl: string): JWTVerifyGetKey {
  const keySet = createRemoteJWKSet(new URL("/.well-known/jwks.json", chatServiceUrl), {
    cacheMaxAge: JWKS_CACHE_MS,
    cooldownDuration: JWKS_COOLDOWN_MS,
    timeoutDuration: JWKS_TIMEOUT_MS,
  });
  return async (header, token) => {
    try {
      return await keySet(header, token);
    } catch (error) {
      const stale = keySet.jwks();
      if (isAnswer(error) || !stale) throw error;
      try {
        return await createLocalJWKSet(stale)(header, token);
      } catch {
        // An unknown key may be a new one that cannot be fetched now.
        throw error;
      }
    }
  };
}

/** The key set was read, and says so. */
function isAnswer(error: unknown): boolean {
  return error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys;
}
