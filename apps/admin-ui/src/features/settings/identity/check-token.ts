const MAX_LIFETIME_S = 3_600;
const TOLERANCE_S = 30;

type TokenProblem =
  | "format"
  | "algorithm"
  | "audience"
  | "subject"
  | "times"
  | "future"
  | "expired"
  | "lifetime"
  | "signature";

export type TokenVerdict = { customerId: string; isSigned: boolean } | { problem: TokenProblem };

interface CheckOptions {
  widgetKey: string;
  /** Empty: the signature is not looked at. */
  secret: string;
  nowMs: number;
}

/** Whether chat-service would accept a signed identity, by the same rules (identity-token.ts of shared/auth). */
export async function checkToken(token: string, { widgetKey, secret, nowMs }: CheckOptions): Promise<TokenVerdict> {
  const [head = "", body = "", signature = "", ...more] = token.trim().split(".");
  const header = readPart(head);
  const claims = readPart(body);
  if (!header || !claims || signature === "" || more.length > 0) return { problem: "format" };
  if (header["alg"] !== "HS256") return { problem: "algorithm" };
  const { sub, aud, iat, exp } = claims;
  if (![aud].flat().includes(widgetKey)) return { problem: "audience" };
  if (typeof sub !== "string" || sub.trim() === "" || sub.length > 200) return { problem: "subject" };
  if (typeof iat !== "number" || typeof exp !== "number") return { problem: "times" };
  const nowS = nowMs / 1_000;
  if (iat > nowS + TOLERANCE_S) return { problem: "future" };
  if (exp < nowS - TOLERANCE_S) return { problem: "expired" };
  if (exp - iat > MAX_LIFETIME_S) return { problem: "lifetime" };
  if (secret === "") return { customerId: sub, isSigned: false };
  const isSigned = await verifySignature(`${head}.${body}`, signature, secret);
  return isSigned ? { customerId: sub, isSigned } : { problem: "signature" };
}

async function verifySignature(signed: string, signature: string, secret: string): Promise<boolean> {
  const bytes = readBytes(signature);
  if (!bytes) return false;
  const encoder = new TextEncoder();
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", encoder.encode(secret), algorithm, false, ["verify"]);
  return crypto.subtle.verify("HMAC", key, bytes, encoder.encode(signed));
}

function readPart(part: string): Record<string, unknown> | null {
  try {
    const bytes = readBytes(part);
    const value: unknown = bytes && JSON.parse(new TextDecoder().decode(bytes));
    return typeof value === "object" && value !== null ? Object.fromEntries(Object.entries(value)) : null;
  } catch {
    return null;
  }
}

function readBytes(part: string): Uint8Array<ArrayBuffer> | null {
  try {
    return Uint8Array.from(
      atob(part.replaceAll("-", "+").replaceAll("_", "/")),
      (letter) => letter.codePointAt(0) ?? 0,
    );
  } catch {
    return null;
  }
}
