import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

/** 256 random bits, base64url: for opaque tokens, which are stored only as their hash. */
export function newSecret(): string {
  return randomBytes(32).toString("base64url");
}

/** SHA-256 is enough for secrets that are already random. */
export function hashSecret(secret: string): Buffer {
  return createHash("sha256").update(secret).digest();
}

/** Compares in constant time, also for different lengths. */
export function equalSecrets(left: string, right: string): boolean {
  return timingSafeEqual(hashSecret(left), hashSecret(right));
}
