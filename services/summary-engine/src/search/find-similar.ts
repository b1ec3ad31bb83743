import type { SimilarConversation } from "@chorus/contracts/entities/search-hit";
import type { SummarySection } from "@chorus/contracts/entities/summary";
import type { TenantTx } from "@chorus/database/database";
import type { SummaryContext } from "../context.ts";
import { currentSummaries, requireConversation } from "../summaries/read-summaries.ts";
import { documentsOf } from "./documents.ts";
import { findByMeaning } from "./meaning.ts";

const MOST = 5;
const CANDIDATES = 60;
const ABOUT_CHARACTERS = 160;
/** How it ended: the first of these that a resolution has. */
const ENDINGS = ["outcome", "fix", "cause"];

/** Other conversations about much the same, and how they ended. @throws AppError `not_found` */
export async function findSimilar(
  context: SummaryContext,
  tenantId: string,
  conversationId: string,
): Promise<{ items: SimilarConversation[]; degraded: string | null }> {
  const text = await context.database.readTenant(tenantId, async (tx) => {
    await requireConversation(tx, conversationId);
    const documents = (await documentsOf(tx, context.embedder, conversationId)) ?? [];
    // The brief says what it is about; before there is one, the longest of the first messages.
    const brief = documents.find(({ kind }) => kind === "brief");
    const first = documents.slice(0, 5).toSorted((a, b) => b.body.length - a.body.length)[0];
    return (brief ?? first)?.told;
  });
  if (text === undefined) return { items: [], degraded: null };
  const { neighbours, degraded } = await findByMeaning(context, tenantId, { text, limit: CANDIDATES });
  const best = new Map<string, number>();
  for (const { conversationId: id, likeness } of neighbours) {
    if (id !== conversationId && !best.has(id)) best.set(id, likeness);
  }
  const items = await context.database.readTenant(tenantId, async (tx) => {
    const found: SimilarConversation[] = [];
    for (const [id, likeness] of [...best].slice(0, MOST)) {
      const similar = await describe(tx, id, likeness);
      if (similar) found.push(similar);
    }
    return found;
  });
  return { items, degraded };
}

async function describe(tx: TenantTx, id: string, likeness: number): Promise<SimilarConversation | null> {
  const row = await tx
    .selectFrom("conversations")
    .innerJoin("customers", "customers.id", "conversations.customer_id")
    .select(["conversations.status", "conversations.subject", "customers.name", "customers.erased_at"])
    .where("conversations.id", "=", id)
    .executeTakeFirst();
  if (!row || row.erased_at) return null;
  const summaries = await currentSummaries(tx, id);
  const brief = summaries.find(({ type }) => type === "brief");
  const resolution = summaries.find(({ type }) => type === "resolution");
  const message = await tx
    .selectFrom("search_documents")
    .select("body")
    .where("conversation_id", "=", id)
    .where("kind", "=", "message")
    .orderBy("seq")
    .executeTakeFirst();
  const about = firstOf(brief?.sections ?? [], ["brief"]) ?? message?.body;
  if (about === undefined) return null;
  return {
    ...{ conversationId: id, likeness, customerName: row.name, status: row.status },
    about: row.subject ?? about.slice(0, ABOUT_CHARACTERS),
    ending: firstOf(resolution?.sections ?? [], ENDINGS) ?? null,
  };
}

function firstOf(sections: readonly SummarySection[], names: readonly string[]): string | undefined {
  const found = names.map((name) => sections.find((section) => section.name === name)?.statements[0]?.text);
  return found.find((text) => text !== undefined);
}
