import type { TenantTx } from "@chorus/database/database";
import { findMentions } from "@chorus/kernel/find-mentions";
import { sql } from "kysely";
import { NEVER_CAME } from "../deliveries/may-have-come.ts";
import { readersOf, usersAsRecipients } from "./people.ts";
import { nothing, type Subject, type NotificationTask } from "./subject.ts";

const EVENT = "conversation.mentioned";

/** A note mentions colleagues; one that was edited, those that it did not mention before. */
export async function conversationMentioned(tx: TenantTx, task: NotificationTask): Promise<Subject> {
  const conversationId = task.conversation_id ?? "";
  // Of an edited note: when it was edited, and one person who was added; of a note that is decided about again, whose address is another.
  const { first_seq: beganWith, subject_id: personId } = task;
  const sinceMs = task.created_at.getTime();
  const began = await readEvent(tx, conversationId, beganWith ?? 0);
  const noteSeq = began?.kind === "message.edited" ? Number(began.data["messageSeq"]) : (beganWith ?? 0);
  const note = noteSeq === began?.seq ? began : await readEvent(tx, conversationId, noteSeq);
  const body = typeof note?.data["body"] === "string" ? note.data["body"] : "";
  if (note?.kind !== "note.created" || note.deleted_at || !body.includes("@")) return nothing(EVENT, sinceMs);
  const users = await tx
    .selectFrom("users")
    .select(["id", "name", "email", "disabled_at"])
    .where("disabled_at", "is", null)
    .orderBy("id")
    .execute();
  const mentioned = findMentions(body, users).filter(
    ({ id }) => id !== note.actor_id && (personId === null || id === personId),
  );
  const readers = await readersOf(tx, conversationId, beganWith ?? 0);
  const notified = await notifiedOfNote(tx, task, noteSeq);
  return {
    event: EVENT,
    sinceMs,
    fromSeq: noteSeq,
    toSeq: noteSeq,
    recipients: await usersAsRecipients(tx, mentioned, (id) => {
      if (notified.has(id)) return "told of it before";
      return readers.has(id) ? "seen" : null;
    }),
  };
}

/** A note and its edits are tasks of their own, which may run at once: each waits, so that it sees whom another has told. */
export async function lockMentions(tx: TenantTx, task: NotificationTask): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`mentions:${task.conversation_id}`}, 0))`.execute(tx);
}

function readEvent(tx: TenantTx, conversationId: string, seq: number) {
  return tx
    .selectFrom("events")
    .select(["seq", "kind", "actor_id", "data", "deleted_at"])
    .where("conversation_id", "=", conversationId)
    .where("seq", "=", seq)
    .executeTakeFirst();
}

/** Whom another task has notified of this note. */
async function notifiedOfNote(tx: TenantTx, task: NotificationTask, noteSeq: number): Promise<Set<string>> {
  const rows = await tx
    .selectFrom("deliveries")
    .select("recipient_id")
    .where("conversation_id", "=", task.conversation_id)
    .where("kind", "=", EVENT)
    .where("to_seq", "=", noteSeq)
    .where("task_id", "<>", task.id)
    .where("status", "not in", NEVER_CAME)
    .execute();
  return new Set(rows.map((row) => row.recipient_id));
}
