import { withoutCitesOf } from "@chorus/contracts/entities/summary";
import type { TenantTx } from "@chorus/database/database";
import { lockSummaries } from "@chorus/database/lock-summaries";
import { sql } from "kysely";
import type { EventRow } from "../conversations/rows/event-queries.ts";
import { withoutWords } from "./without-words.ts";

/**
 * Removes what other tables repeat of a message that is edited or deleted: summaries lose what they say from it until they are made
 * again, replaced summaries go, stored answers to repeated requests lose its text.
 * @param message as it was before
 */
export async function forgetWords(tx: TenantTx, message: EventRow): Promise<void> {
  await forgetInSummaries(tx, message);
  await forgetInAnswers(tx, message);
}

async function forgetInSummaries(tx: TenantTx, message: EventRow): Promise<void> {
  await lockSummaries(tx, message.conversation_id);
  await tx
    .deleteFrom("summaries")
    .where("conversation_id", "=", message.conversation_id)
    .where("is_current", "=", false)
    .where("covers_seq", ">=", message.seq)
    .execute();
  const current = await tx
    .selectFrom("summaries")
    .select(["id", "sections"])
    .where("conversation_id", "=", message.conversation_id)
    .where("covers_seq", ">=", message.seq)
    .forUpdate()
    .execute();
  for (const { id, sections } of current) {
    const left = withoutCitesOf(sections, new Set([message.seq]));
    await tx
      .updateTable("summaries")
      .set({ sections: JSON.stringify(left) })
      .where("id", "=", id)
      .execute();
  }
}

async function forgetInAnswers(tx: TenantTx, message: EventRow): Promise<void> {
  const { body } = message.data as { body?: unknown };
  if (typeof body !== "string" || body === "") return;
  const ids = [message.id, message.conversation_id];
  const { rows: found } = await sql<{
    caller_id: string;
    key: string;
  }>`select * from stored_answers(${ids}::uuid[])`.execute(tx);
  for (const { caller_id, key } of found) {
    // One that is just being stored is waited for: it may have the text, too.
    const row = await tx
      .selectFrom("idempotency_keys")
      .select("answer")
      .where("caller_id", "=", caller_id)
      .where("key", "=", key)
      .forUpdate()
      .executeTakeFirst();
    const answer = row?.answer ?? null;
    if (answer === null) continue;
    const left = withoutWords(answer, [body]);
    if (left === JSON.stringify(answer)) continue;
    await tx
      .updateTable("idempotency_keys")
      .set({ answer: left })
      .where("caller_id", "=", caller_id)
      .where("key", "=", key)
      .execute();
  }
}
