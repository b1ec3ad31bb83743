declare const crypto: { randomUUID(): string };

/** k6 has Web Crypto, but no types for it. */
export function newUuid(): string {
  return crypto.randomUUID();
}
