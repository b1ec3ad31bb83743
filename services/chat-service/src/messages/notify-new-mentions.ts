import type { TenantTx } from "@chorus/database/database";
import { findMentions } from "@chorus/kernel/find-mentions";
import type { EventRow } from "../conversations/rows/event-queries.ts";
import { MENTIONED_TOPIC, writeOutbox } from "../outbox/write-outbox.ts";

/**
 * In the transaction that edits a note: whoever it mentions now and did not before is notified.
 * @param note as it was before
 * @param editedSeq the event of the edit
 */
export async function notifyNewMentions(
  tx: TenantTx,
  note: EventRow,
  { body, editedSeq }: { body: string; editedSeq: number },
): Promise<void> {
  if (note.kind !== "note.created" || !body.includes("@")) return;
  const users = await tx
    .selectFrom("users")
    .select(["id", "name"])
    .where("disabled_at", "is", null)
    .orderBy("id")
    .execute();
  const { body: words } = note.data as { body?: unknown };
  const before = findMentions(typeof words === "string" ? words : "", users);
  for (const { id: personId } of findMentions(body, users).filter((user) => !before.includes(user))) {
    const payload = { conversationId: note.conversation_id, personId, seq: editedSeq };
    await writeOutbox(tx, note.tenant_id, MENTIONED_TOPIC, payload);
  }
}
