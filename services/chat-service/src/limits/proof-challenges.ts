import { createHash, randomBytes } from "node:crypto";
import { readSignedToken, signedToken } from "@chorus/auth/signed-token";
import type { ProofChallenge, ProofOfWork } from "@chorus/contracts/entities/proof-of-work";
import { toTimestamp } from "@chorus/kernel/clock";

export const PROOF_SECONDS = 5 * 60;
const LIFETIME_MS = PROOF_SECONDS * 1000;

/** Issues and checks challenges without storing them: their purpose is signed into them. */
export interface ProofChallenges {
  /** @param purpose for whom and what; a proof is valid for no other */
  make(purpose: string, difficultyBits: number, nowMs: number): ProofChallenge;
  /** The expiry and the nonce of a valid proof, otherwise null. */
  check(proof: ProofOfWork, purpose: string, nowMs: number): { endsAtMs: number; nonce: string } | null;
}

export function createProofChallenges(secret: string): ProofChallenges {
  const purposeOf = (purpose: string) => `proof of work for ${purpose}`;
  return {
    make(purpose, difficultyBits, nowMs) {
      const endsAtMs = nowMs + LIFETIME_MS;
      const parts = [String(difficultyBits), String(endsAtMs), randomBytes(12).toString("base64url")];
      const token = signedToken(secret, purposeOf(purpose), parts);
      return { token, difficultyBits, expiresAt: toTimestamp(endsAtMs) };
    },
    check({ token, counter }, purpose, nowMs) {
      const parts = readSignedToken(secret, purposeOf(purpose), token, 3);
      if (!parts) return null;
      const [bits = "", ends = "", nonce = ""] = parts;
      const endsAtMs = Number(ends);
      if (endsAtMs <= nowMs) return null;
      const digest = createHash("sha256").update(`${token}:${counter}`).digest();
      return leadingZeroBits(digest) >= Number(bits) ? { endsAtMs, nonce } : null;
    },
  };
}

function leadingZeroBits(digest: Buffer): number {
  // Math.clz32 works on 32 bits, more than any difficulty.
  return Math.clz32(digest.readUInt32BE(0));
}
