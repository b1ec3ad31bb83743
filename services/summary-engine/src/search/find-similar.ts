import { visibleConversations } from "@chorus/database/visible-conversations";
import { cutText } from "@chorus/contracts/cut-text";
import type { SimilarConversation } from "@chorus/contracts/entities/search-hit";
import type { SummarySection } from "@chorus/contracts/entities/summary";
import type { TenantTx } from "@chorus/database/database";
import type { SummaryContext } from "../context.ts";
import { currentSummaries, requireConversation, type Reader } from "../summaries/read-summaries.ts";
import { findByMeaning } from "./meaning.ts";
import type { DocumentKey } from "@chorus/meaning/vector-store";

const MAX_COUNT = 5;
const CANDIDATES = 60;
const ABOUT_CHARACTERS = 160;
/** How it ended: the first of these sections that the resolution has. */
const ENDINGS = ["outcome", "fix", "cause"];

/** Conversations with a similar topic, and how they ended. @throws AppError `not_found` */
export async function findSimilar(
  context: SummaryContext,
  reader: Reader,
  conversationId: string,
): Promise<{ items: SimilarConversation[]; degraded: string | null }> {
  const { tenantId } = reader;
  const { text, names } = await context.database.readTenant(tenantId, async (tx) => {
    await requireConversation(tx, reader, conversationId);
    const customers = await tx
      .selectFrom("conversations as c")
      .innerJoin("customers", "customers.id", "c.customer_id")
      .select("customers.name")
      .where("c.id", "=", conversationId)
      .where(visibleConversations(reader))
      .execute();
    // The brief describes the topic; without one, the longest of the first messages is used.
    const [about] = (await firstDocuments(tx, conversationId, "brief", 1)).concat(
      (await firstDocuments(tx, conversationId, "message", 5)).toSorted((a, b) => b.length - a.length),
    );
    return { text: about, names: customers.map(({ name }) => name) };
  });
  if (text === undefined) return { items: [], degraded: null };
  const { neighbours, degraded } = await findByMeaning(context, tenantId, { text, names, limit: CANDIDATES });
  const best = new Map<string, number>();
  for (const { conversationId: id, similarity } of neighbours) {
    if (id !== conversationId && !best.has(id)) best.set(id, similarity);
  }
  const items = await context.database.readTenant(tenantId, async (tx) => {
    const found: SimilarConversation[] = [];
    for (const [id, similarity] of [...best].slice(0, MAX_COUNT)) {
      const similar = await describe(tx, reader, id, similarity);
      if (similar && context.embedder.understands(similar.about)) found.push(similar);
    }
    return found;
  });
  return { items, degraded };
}

async function describe(
  tx: TenantTx,
  reader: Reader,
  id: string,
  similarity: number,
): Promise<SimilarConversation | null> {
  const row = await tx
    .selectFrom("conversations as c")
    .innerJoin("customers", "customers.id", "c.customer_id")
    .select(["c.status", "c.subject", "customers.name", "customers.erased_at"])
    .where("c.id", "=", id)
    .where(visibleConversations(reader))
    .executeTakeFirst();
  if (!row || row.erased_at) return null;
  const summaries = await currentSummaries(tx, id);
  const brief = summaries.find(({ type }) => type === "brief");
  const resolution = summaries.find(({ type }) => type === "resolution");
  const [message] = await firstDocuments(tx, id, "message", 1);
  const about = firstOf(brief?.sections ?? [], ["brief"]) ?? message;
  if (about === undefined) return null;
  return {
    ...{ conversationId: id, likeness: similarity, customerName: row.name, status: row.status },
    about: row.subject ?? cutText(about, ABOUT_CHARACTERS),
    ending: firstOf(resolution?.sections ?? [], ENDINGS) ?? null,
  };
}

async function firstDocuments(tx: TenantTx, conversationId: string, kind: DocumentKey["kind"], count: number) {
  const rows = await tx
    .selectFrom("search_documents")
    .select("body")
    .where("conversation_id", "=", conversationId)
    .where("kind", "=", kind)
    .orderBy("seq")
    .limit(count)
    .execute();
  return rows.map(({ body }) => body);
}

function firstOf(sections: readonly SummarySection[], names: readonly string[]): string | undefined {
  const found = names.map((name) => sections.find((section) => section.name === name)?.statements[0]?.text);
  return found.find((text) => text !== undefined);
}
