import type { ProofChallenge, ProofOfWork } from "@chorus/contracts/entities/proof-of-work";
import { ChorusProblem } from "./problem.ts";

/** Digests per batch: some milliseconds of work, then the page answers whoever types or scrolls. */
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
  const tasks = new MessageChannel();
  tasks.port1.start();
  try {
    for (let first = 0; ; first += BATCH) {
      const counters = Array.from({ length: BATCH }, (_, index) => first + index);
      const digests = await Promise.all(
        counters.map((counter) => crypto.subtle.digest("SHA-256", encoder.encode(`${token}:${counter}`))),
      );
      const found = digests.findIndex((digest) => Math.clz32(new DataView(digest).getUint32(0)) >= difficultyBits);
      if (found !== -1) return { token, counter: first + found };
      await nextTask(tasks);
    }
  } finally {
    tasks.port1.close();
  }
}

/** Chromium resolves digests one after the other without any other task: no timer, no frame, no key. A timer would wait 4 ms. */
function nextTask({ port1, port2 }: InstanceType<typeof MessageChannel>): Promise<void> {
  return new Promise((resolve) => {
    port1.addEventListener("message", () => resolve(), { once: true });
    port2.postMessage(null);
  });
}
