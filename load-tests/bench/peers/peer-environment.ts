import { verifyAccessToken, type AccessClaims } from "@chorus/auth/access-token";
import { createLocalJWKSet, type JWK } from "jose";

/** The variables that the bench sets for every peer. */
const { REDIS_URL = "", PUBLIC_JWK = "{}" } = process.env;

export const redisUrl = REDIS_URL;

const keys = createLocalJWKSet({ keys: [JSON.parse(PUBLIC_JWK) as JWK] });

/** The check that Chorus does, with its own code. @throws AppError */
export function identify(token: string): Promise<AccessClaims> {
  return verifyAccessToken(token, keys, Date.now());
}

/** Tells the bench where it listens. */
export function announce(port: number): void {
  process.stdout.write(`${JSON.stringify({ port })}\n`);
}
