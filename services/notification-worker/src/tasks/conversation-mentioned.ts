import type { TenantTx } from "@chorus/database/database";
import { findMentions } from "./mentions.ts";
import { readersOf, usersAsRecipients } from "./people.ts";
import { nothing, type Subject, type NotificationTask } from "./subject.ts";

const EVENT = "conversation.mentioned";

/** A note mentions colleagues. */
export async function conversationMentioned(tx: TenantTx, task: NotificationTask): Promise<Subject> {
  const conversationId = task.conversation_id ?? "";
  const seq = task.first_seq ?? 0;
  const sinceMs = task.created_at.getTime();
  const note = await tx
    .selectFrom("events")
    .select(["actor_id", "data", "deleted_at"])
    .where("conversation_id", "=", conversationId)
    .where("seq", "=", seq)
    .executeTakeFirst();
  const body = typeof note?.data["body"] === "string" ? note.data["body"] : "";
  if (!note || note.deleted_at || !body.includes("@")) return nothing(EVENT, sinceMs);
  const users = await tx
    .selectFrom("users")
    .select(["id", "name", "email", "disabled_at"])
    .where("disabled_at", "is", null)
    .orderBy("id")
    .execute();
  const mentioned = findMentions(body, users).filter(({ id }) => id !== note.actor_id);
  const readers = await readersOf(tx, conversationId, seq);
  return {
    event: EVENT,
    sinceMs,
    fromSeq: seq,
    toSeq: seq,
    recipients: await usersAsRecipients(tx, mentioned, (id) => (readers.has(id) ? "seen" : null)),
  };
}
