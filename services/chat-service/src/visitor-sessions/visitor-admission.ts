import type { ProofOfWork } from "@chorus/contracts/entities/proof-of-work";
import { networkOf } from "@chorus/kernel/network";
import { createLimiter } from "@chorus/redis/limiter";
import type { Redis } from "ioredis";
import type { ProofsOfWork } from "../limits/proofs-of-work.ts";

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

export function createVisitorAdmission({ redis, proofs }: { redis: Redis; proofs: ProofsOfWork }): VisitorAdmission {
  const visitors = createLimiter(redis, { name: "new-visitors", points: 0, windowSeconds: WINDOW_SECONDS });
  return {
    async admit({ tenantId, ip, proof }, newVisitorsPerHour) {
      const address = networkOf(ip);
      const { isWithin, used } = await visitors.count(`${tenantId}:${address}`, { points: newVisitorsPerHour });
      if (isWithin) return;
      await proofs.spend({
        ...{ proof, purpose: `visitor|${tenantId}|${address}` },
        difficultyBits: difficultyBits(used, newVisitorsPerHour),
        detail:
          "Many new visitors come from your network. Your browser has to do a little work first: solve the challenge.",
      });
    },
  };
}
