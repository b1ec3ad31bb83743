import { createHash, createHmac, hkdfSync, randomBytes, timingSafeEqual } from "node:crypto";
import type { ProofChallenge, ProofOfWork } from "@chorus/contracts/entities/proof-of-work";
import { toTimestamp } from "@chorus/kernel/clock";

export const PROOF_SECONDS = 5 * 60;
const LIFETIME_MS = PROOF_SECONDS * 1000;

/** Makes and checks challenges without keeping them: what they hold for is signed into them. */
export interface ProofChallenges {
  /** @param purpose whom and what it is for: a proof holds for nothing else */
  make(purpose: string, difficultyBits: number, nowMs: number): ProofChallenge;
  /** When it ends and what makes it one, for a proof that holds; null for any other. */
  check(proof: ProofOfWork, purpose: string, nowMs: number): { endsAtMs: number; nonce: string } | null;
}

export function createProofChallenges(secret: string): ProofChallenges {
  const key = Buffer.from(hkdfSync("sha256", secret, "", "chorus proof of work", 32));
  const sign = (text: string) => createHmac("sha256", key).update(text).digest("base64url");
  return {
    make(purpose, difficultyBits, nowMs) {
      const endsAtMs = nowMs + LIFETIME_MS;
      const text = [difficultyBits, endsAtMs, randomBytes(12).toString("base64url")].join(".");
      return {
        token: `${text}.${sign(`${text}|${purpose}`)}`,
        difficultyBits,
        expiresAt: toTimestamp(endsAtMs),
      };
    },
    check({ token, counter }, purpose, nowMs) {
      const [bits = "", ends = "", nonce = "", signature = "", ...more] = token.split(".");
      if (more.length > 0) return null;
      const expected = Buffer.from(sign(`${bits}.${ends}.${nonce}|${purpose}`));
      const given = Buffer.from(signature);
      if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
      const endsAtMs = Number(ends);
      if (endsAtMs <= nowMs) return null;
      const digest = createHash("sha256").update(`${token}:${counter}`).digest();
      return leadingZeroBits(digest) >= Number(bits) ? { endsAtMs, nonce } : null;
    },
  };
}

function leadingZeroBits(digest: Buffer): number {
  // Math.clz32 counts in 32 bits; nobody asks for more.
  return Math.clz32(digest.readUInt32BE(0));
}
