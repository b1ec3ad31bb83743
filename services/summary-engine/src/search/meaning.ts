import type { SummaryContext } from "../context.ts";
import type { Neighbour } from "./vector-store.ts";

/** Unrelated sentences come to 0.3 at most with this encoder. */
const LEAST_LIKENESS = 0.34;
const TIMEOUT_MS = 3_000;

export interface Meaning {
  neighbours: Neighbour[];
  /** Why there are none, in plain words. */
  degraded: string | null;
}

/** What means much the same as a text, most alike first. Never throws: without it words are still searched. */
export async function findByMeaning(
  context: SummaryContext,
  tenantId: string,
  { text, limit }: { text: string; limit: number },
): Promise<Meaning> {
  const { vectors } = context;
  if (!vectors) return { neighbours: [], degraded: "Search by meaning is switched off: only words are found." };
  try {
    const neighbours = await withTimeout(
      context.embedder.embed([text]).then(([vector]) => vectors.query(tenantId, vector ?? [], limit)),
    );
    return { neighbours: neighbours.filter(({ likeness }) => likeness >= LEAST_LIKENESS), degraded: null };
  } catch (error) {
    context.events.vectorsAway(error);
    return { neighbours: [], degraded: "Search by meaning is not available right now: only words are found." };
  }
}

async function withTimeout<Result>(work: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${TIMEOUT_MS} ms`)), TIMEOUT_MS);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
