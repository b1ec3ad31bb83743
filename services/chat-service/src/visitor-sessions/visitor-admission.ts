import type { ProofOfWork } from "@chorus/contracts/entities/proof-of-work";
import { AppError } from "@chorus/kernel/app-error";
import type { Clock } from "@chorus/kernel/clock";
import { networkOf } from "@chorus/kernel/network";
import { createLimiter } from "@chorus/redis/limiter";
import type { Redis } from "ioredis";
import { createProofChallenges, PROOF_SECONDS } from "./proof-challenges.ts";

const WINDOW_SECONDS = 3_600;
/** About a third of a second on a phone; the difficulty doubles each time the count above the limit doubles. */
const BASE_DIFFICULTY_BITS = 15;
const MAX_DIFFICULTY_BITS = 20;

export interface Visitor {
  tenantId: string;
  ip: string;
  proof: ProofOfWork | undefined;
}

/** The difficulty of the proof: one bit more for each doubling of the limit. @param used more than `limit` */
export function difficultyBits(used: number, limit: number): number {
  return Math.min(BASE_DIFFICULTY_BITS + Math.floor(Math.log2(used / limit)), MAX_DIFFICULTY_BITS);
}

/** Limits new anonymous visitors per network. Above the limit a proof of work is required; no visitor is refused. */
export interface VisitorAdmission {
  /** @throws AppError `proof_required` with a challenge */
  admit(visitor: Visitor, newVisitorsPerHour: number): Promise<void>;
}

export function createVisitorAdmission(options: { redis: Redis; clock: Clock; secret: string }): VisitorAdmission {
  const { redis, clock } = options;
  const challenges = createProofChallenges(options.secret);
  const visitors = createLimiter(redis, { name: "new-visitors", points: 0, windowSeconds: WINDOW_SECONDS });
  // A proof is spent by its nonce, so that changing the rest of the token does not allow a second use.
  const proofs = createLimiter(redis, { name: "proof-spent", points: 1, windowSeconds: PROOF_SECONDS });

  return {
    async admit({ tenantId, ip, proof }, newVisitorsPerHour) {
      const nowMs = clock.now();
      const address = networkOf(ip);
      const purpose = `visitor|${tenantId}|${address}`;
      const key = `${tenantId}:${address}`;
      const { isWithin, used } = await visitors.count(key, { points: newVisitorsPerHour });
      if (isWithin) return;
      const checked = proof && challenges.check(proof, purpose, nowMs);
      if (checked && (await proofs.count(checked.nonce)).isWithin) return;
      throw new AppError("proof_required", {
        detail:
          "Many new visitors come from your network. Your browser has to do a little work first: solve the challenge.",
        challenge: challenges.make(purpose, difficultyBits(used, newVisitorsPerHour), nowMs),
      });
    },
  };
}
