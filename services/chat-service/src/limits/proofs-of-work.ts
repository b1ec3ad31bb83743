import type { ProofOfWork } from "@chorus/contracts/entities/proof-of-work";
import { AppError } from "@chorus/kernel/app-error";
import type { Clock } from "@chorus/kernel/clock";
import { createLimiter } from "@chorus/redis/limiter";
import type { Redis } from "ioredis";
import { createProofChallenges, PROOF_SECONDS } from "./proof-challenges.ts";

export interface AskedWork {
  proof: ProofOfWork | undefined;
  /** For whom and what; a proof is valid for no other. */
  purpose: string;
  /** Of the challenge, when a new one has to be solved. */
  difficultyBits: number;
  /** Why, for people. */
  detail: string;
}

/** A little work of the browser, each of which counts once (docs/decisions/0009). */
export interface ProofsOfWork {
  /** Spends the proof. @throws AppError `proof_required` with a challenge, without one that is valid and was not spent */
  spend(asked: AskedWork): Promise<void>;
}

export function createProofsOfWork(options: { redis: Redis; clock: Clock; secret: string }): ProofsOfWork {
  const { redis, clock } = options;
  const challenges = createProofChallenges(options.secret);
  // A proof is spent by its nonce, so that changing the rest of the token does not allow a second use.
  const spent = createLimiter(redis, { name: "proof-spent", points: 1, windowSeconds: PROOF_SECONDS });
  return {
    async spend({ proof, purpose, difficultyBits, detail }) {
      const nowMs = clock.now();
      const checked = proof && challenges.check(proof, purpose, nowMs);
      if (checked && (await spent.count(checked.nonce)).isWithin) return;
      const challenge = challenges.make(purpose, difficultyBits, nowMs);
      throw new AppError("proof_required", { detail, challenge });
    },
  };
}
