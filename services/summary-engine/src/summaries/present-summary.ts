import type { Summary } from "@chorus/contracts/entities/summary";
import type { TenantTx } from "@chorus/database/database";
import type { SummariesTable } from "@chorus/database/tables/summaries";
import { toTimestamp } from "@chorus/kernel/clock";
import type { Selectable } from "kysely";
import { MESSAGE_EVENTS, MESSAGES } from "./read-transcript.ts";

export type SummaryRow = Selectable<SummariesTable>;

/** Summaries of one conversation for one reader, with how outdated they are and the reader's own rating. */
export async function presentSummaries(tx: TenantTx, rows: readonly SummaryRow[], userId: string): Promise<Summary[]> {
  const [first] = rows;
  if (!first) return [];
  const newer = await tx
    .selectFrom("events")
    .select(["seq", "kind"])
    .where("conversation_id", "=", first.conversation_id)
    .where("kind", "in", MESSAGE_EVENTS)
    .where("seq", ">", Math.min(...rows.map((row) => row.covers_seq)))
    .execute();
  const verdicts = await tx
    .selectFrom("summary_feedback")
    .select(["summary_id", "verdict"])
    .where("user_id", "=", userId)
    .where(
      "summary_id",
      "in",
      rows.map(({ id }) => id),
    )
    .execute();
  return rows.map((row) => {
    const after = newer.filter(({ seq }) => seq > row.covers_seq);
    return {
      ...{ id: row.id, conversationId: row.conversation_id, type: row.type, coversSeq: row.covers_seq },
      stale: after.length > 0,
      newerMessages: after.filter(({ kind }) => MESSAGES.includes(kind)).length,
      ...{ provider: row.provider, model: row.model, sections: row.sections, editedBy: row.edited_by },
      createdAt: toTimestamp(row.created_at),
      verdict: verdicts.find(({ summary_id }) => summary_id === row.id)?.verdict ?? null,
    };
  });
}
