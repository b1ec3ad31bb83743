import type { SummaryContext } from "../context.ts";
import { masksPersonalData } from "@chorus/models/settings";
import { embeddingTextFor } from "./documents.ts";
import type { Neighbour } from "@chorus/meaning/vector-store";

const TIMEOUT_MS = 3_000;

export interface Meaning {
  neighbours: Neighbour[];
  /** Why there are none, in plain words. */
  degraded: string | null;
}

/** The documents closest to a text, most similar first. Never throws: without it words are still searched. */
export async function findByMeaning(
  context: SummaryContext,
  tenantId: string,
  { text, limit, names = [] }: { text: string; limit: number; names?: readonly string[] },
): Promise<Meaning> {
  const { vectors, embedder } = context;
  if (!vectors) return { neighbours: [], degraded: "Search by meaning is switched off: only words are found." };
  if (!embedder.understands(text)) return { neighbours: [], degraded: null };
  try {
    const neighbours = await withTimeout(
      embedder
        .embedQuestion(await embeddableQuestion(context, tenantId, text, names), tenantId)
        .then((vector) => vectors.query(tenantId, vector, limit)),
    );
    return { neighbours: neighbours.filter(({ similarity }) => similarity >= embedder.minSimilarity), degraded: null };
  } catch (error) {
    context.events.vectorsAway(error);
    return { neighbours: [], degraded: "Search by meaning is not available right now: only words are found." };
  }
}

/** Personal data in the query is masked before it is sent to a remote model. */
async function embeddableQuestion(
  { embedder, database }: SummaryContext,
  tenantId: string,
  text: string,
  names: readonly string[],
): Promise<string> {
  if (embedder.host === null) return text;
  return embeddingTextFor(embedder, await database.readTenant(tenantId, masksPersonalData), names)(text);
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
