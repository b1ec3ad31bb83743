import { createHmac } from "node:crypto";
import { equalSecrets } from "./secrets.ts";

/**
 * HMAC-SHA-256 over the parts and the purpose, in base64url. The purpose is included, so that a token is valid for nothing
 * else, although one secret signs all of them. @throws Error for a purpose of more than one line
 */
export function signatureOf(secret: string, purpose: string, fields: readonly string[]): string {
  if (purpose.includes("\n")) throw new Error("the purpose of a signature is one line");
  return createHmac("sha256", secret)
    .update([purpose, ...fields].join("\n"))
    .digest("base64url");
}

/** `part.part.signature`; the parts are readable by everybody. @throws Error for a part that contains the separator */
export function signedToken(secret: string, purpose: string, parts: readonly string[]): string {
  if (parts.some((part) => /[.\n]/.test(part)))
    throw new Error("a part of a signed token has no dot and no line break");
  return [...parts, signatureOf(secret, purpose, parts)].join(".");
}

/** @returns its parts, or null for anything that was not signed with this secret for this purpose with so many parts */
export function readSignedToken(secret: string, purpose: string, token: string, count: number): string[] | null {
  const parts = token.split(".");
  const signature = parts.pop();
  if (signature === undefined || parts.length !== count || parts.some((part) => part.includes("\n"))) return null;
  return equalSecrets(signature, signatureOf(secret, purpose, parts)) ? parts : null;
}
