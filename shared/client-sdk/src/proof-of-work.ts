import type { ProofChallenge, ProofOfWork } from "@chorus/contracts/entities/proof-of-work";
import { ChorusProblem } from "./problem.ts";

/** Digests per batch: the batches are separate tasks, so that the page stays responsive. */
const BATCH = 256;

/**
 * Calls `attempt`, and when the server requires a proof of work (`proof_required`), computes it and calls once more.
 * @throws what `attempt` throws
 */
export async function withProof<Result>(attempt: (proof: ProofOfWork | undefined) => Promise<Result>): Promise<Result> {
  try {
    return await attempt(undefined);
  } catch (error) {
    if (!(error instanceof ChorusProblem) || error.code !== "proof_required" || !error.challenge) throw error;
    return attempt(await solve(error.challenge));
  }
}

/** Finds the counter by trying: 2^difficultyBits digests on average, in the platform's own SHA-256. */
export async function solve({ token, difficultyBits }: ProofChallenge): Promise<ProofOfWork> {
  const encoder = new TextEncoder();
  for (let first = 0; ; first += BATCH) {
    const counters = Array.from({ length: BATCH }, (_, index) => first + index);
    const digests = await Promise.all(
      counters.map((counter) => crypto.subtle.digest("SHA-256", encoder.encode(`${token}:${counter}`))),
    );
    const found = digests.findIndex((digest) => Math.clz32(new DataView(digest).getUint32(0)) >= difficultyBits);
    if (found !== -1) return { token, counter: first + found };
  }
}
