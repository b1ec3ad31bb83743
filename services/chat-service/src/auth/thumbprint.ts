import { calculateJwkThumbprint, type JWK } from "jose";

/** RFC 7638: a key's id is the hash of the key itself. */
export function calculateThumbprint(publicJwk: JWK): Promise<string> {
  return calculateJwkThumbprint(publicJwk, "sha256");
}
