import type { SummaryContext } from "../context.ts";
import { masksPersonalData } from "@chorus/models/settings";
import { embeddingTextFor } from "./documents.ts";
import type { Neighbour, VectorStore } from "@chorus/meaning/vector-store";

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
  if (!vectors || !(await context.isOn("meaning", tenantId)))
    return { neighbours: [], degraded: "Search by meaning is switched off: only words are found." };
  if (!embedder.understands(text)) return { neighbours: [], degraded: null };
  try {
    const neighbours = await withTimeout(
      embedder
        .embedQuestion(await embeddableQuestion(context, tenantId, text, names), tenantId)
        .then((vector) => queryApart(vectors, tenantId, { vector, limit })),
    );
    return { neighbours: neighbours.filter(({ similarity }) => similarity >= embedder.minSimilarity), degraded: null };
  } catch (error) {
    context.events.vectorsAway(error);
    return { neighbours: [], degraded: "Search by meaning is not available right now: only words are found." };
  }
}

/** With this share of all neighbours a conversation is taken to hide others. */
const CROWDING_SHARE = 0.1;

/** A second time without the conversations that fill the first answer with one thing said often, so that they hide no others. */
export async function queryApart(
  vectors: Pick<VectorStore, "query">,
  tenantId: string,
  { vector, limit }: { vector: number[]; limit: number },
): Promise<Neighbour[]> {
  const near = await vectors.query(tenantId, vector, limit);
  const counts = new Map<string, number>();
  for (const { conversationId: id } of near) counts.set(id, (counts.get(id) ?? 0) + 1);
  const crowding = [...counts].filter(([, count]) => count > limit * CROWDING_SHARE).map(([id]) => id);
  if (near.length < limit || crowding.length === 0) return near;
  return [...near, ...(await vectors.query(tenantId, vector, limit, crowding))].toSorted(
    (one, other) => other.similarity - one.similarity,
  );
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
