import { SUMMARY_TYPES, withoutCitesOf } from "@chorus/contracts/entities/summary";
import type { TenantTx } from "@chorus/database/database";
import { lockSummaries } from "@chorus/database/lock-summaries";
import { sql } from "kysely";
import type { SummaryContext } from "../context.ts";
import type { DraftedSummaries } from "../pipeline/draft-summaries.ts";
import { keepEdits } from "./keep-edits.ts";
import type { ConversationText } from "./read-transcript.ts";
import { currentSummaries } from "./read-summaries.ts";

/**
 * Stores a draft as current, unless the current one covers as much: afterwards a conversation has exactly one current
 * summary of each type, also with concurrent writers. The caller has locked the conversation's task.
 * @returns the ids of what was stored, the brief's first
 */
export async function storeSummaries(
  context: SummaryContext,
  tx: TenantTx,
  input: { tenantId: string; conversationId: string; text: ConversationText; drafted: DraftedSummaries },
): Promise<string[]> {
  const { tenantId, conversationId, text, drafted } = input;
  await lockSummaries(tx, conversationId);
  const current = new Map((await currentSummaries(tx, conversationId)).map((row) => [row.type, row]));
  const stale = SUMMARY_TYPES.filter((type) => {
    const before = current.get(type);
    // A concurrent writer that covers at least as much was faster.
    if (before && before.covers_seq > text.coversSeq) return false;
    return !(before?.covers_seq === text.coversSeq && before.source_hash.equals(text.hash));
  });
  if (stale.length === 0) return [];
  const changed = await changedSince(tx, conversationId, text.coversSeq);
  const rows = stale.map((type) => {
    const before = current.get(type);
    const isEdited = before !== undefined && before.edited_by !== null;
    const drawn = isEdited
      ? keepEdits(before.sections, drafted.sections[type], before.covers_seq)
      : drafted.sections[type];
    const sections = withoutCitesOf(drawn, changed);
    return {
      ...{ tenant_id: tenantId, id: context.ids.next(), conversation_id: conversationId, type, is_current: true },
      covers_seq: text.coversSeq,
      source_hash: text.hash,
      ...{ provider: drafted.provider, model: drafted.model, sections: JSON.stringify(sections) },
      input_tokens: drafted.usage.inputTokens,
      output_tokens: drafted.usage.outputTokens,
      cost_microdollars: drafted.costMicrodollars,
      duration_ms: drafted.durationMs,
      continued: drafted.continued,
      edited_by: isEdited ? before.edited_by : null,
      edited_at: isEdited ? before.edited_at : null,
    };
  });
  await tx
    .updateTable("summaries")
    .set({ is_current: false })
    .where("conversation_id", "=", conversationId)
    .where("is_current", "=", true)
    .where("type", "in", stale)
    .execute();
  await tx.insertInto("summaries").values(rows).execute();
  await forgetOld(tx, conversationId);
  return rows.map(({ id }) => id);
}

/** The messages up to `coversSeq` that were edited or deleted while the draft was made: it knows them as they were before. */
async function changedSince(tx: TenantTx, conversationId: string, coversSeq: number): Promise<Set<number>> {
  const rows = await tx
    .selectFrom("events")
    .select(sql<number>`(data ->> 'messageSeq')::int`.as("seq"))
    .where("conversation_id", "=", conversationId)
    .where("seq", ">", coversSeq)
    .where("kind", "in", ["message.edited", "message.deleted"])
    .execute();
  return new Set(rows.map(({ seq }) => seq));
}

/** Deletes replaced versions, except the newest of each type, whose feedback is kept. */
async function forgetOld(tx: TenantTx, conversationId: string): Promise<void> {
  const keep = tx
    .selectFrom("summaries as kept")
    .select("kept.id")
    .distinctOn("kept.type")
    .where("kept.conversation_id", "=", conversationId)
    .where("kept.is_current", "=", false)
    .orderBy("kept.type")
    .orderBy("kept.created_at", "desc")
    .orderBy("kept.id", "desc");
  await tx
    .deleteFrom("summaries")
    .where("conversation_id", "=", conversationId)
    .where("is_current", "=", false)
    .where("id", "not in", keep)
    .execute();
}
