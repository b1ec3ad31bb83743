import { effectivePreferences } from "@chorus/contracts/entities/effective-preferences";
import { readTenantSettings } from "@chorus/contracts/entities/tenant-settings";
import type { TenantTx } from "@chorus/database/database";
import { preferencesOf, usersAsRecipients } from "./people.ts";
import { nothing, type Subject, type NotificationTask } from "./subject.ts";

const EVENT = "conversation.waiting";
/** The most people notified of one conversation; larger tenants use teams. */
const MAX_RECIPIENTS = 50;

/** A customer has written and has no answer yet. */
export async function conversationWaiting(tx: TenantTx, task: NotificationTask): Promise<Subject> {
  const conversation = await tx
    .selectFrom("conversations")
    .select(["status", "assignee_id", "team_id", "waiting_since", "last_seq"])
    .where("id", "=", task.conversation_id ?? "")
    .executeTakeFirst();
  const sinceMs = conversation?.waiting_since?.getTime() ?? task.created_at.getTime();
  if (!conversation) return nothing(EVENT, sinceMs);
  const asked = await lastUnanswered(tx, task.conversation_id ?? "");
  const isAtWork = conversation.status === "queued" || conversation.status === "open";
  const isWaiting = isAtWork
    ? conversation.waiting_since !== null
    : asked !== undefined && (await isOverlooked(tx, task.conversation_id ?? "", asked));
  const users = await responsible(tx, conversation);
  const given = await notifiedOfAssignment(tx, task.conversation_id ?? "", new Date(sinceMs));
  return {
    event: EVENT,
    sinceMs,
    fromSeq: asked?.seq ?? task.first_seq,
    toSeq: asked?.seq ?? task.first_seq,
    anyoneWillDo: true,
    recipients: await usersAsRecipients(tx, users, (id) => {
      if (!isWaiting) return "answered";
      // Of what was put away nobody is mailed an assignment.
      return isAtWork && given.has(id) ? "told of it with the assignment" : null;
    }),
  };
}

/** A program that puts a conversation away within this time of a message cannot have thought about it. */
const UNSEEN_WITHIN_MS = 5_000;

interface Asked {
  seq: number;
  created_at: Date;
}

/** What the customer wrote last and nobody has answered. */
async function lastUnanswered(tx: TenantTx, conversationId: string): Promise<Asked | undefined> {
  const last = await tx
    .selectFrom("events")
    .select(["seq", "created_at", "actor_type"])
    .where("conversation_id", "=", conversationId)
    .where("kind", "=", "message.created")
    .where("deleted_at", "is", null)
    .orderBy("seq", "desc")
    .limit(1)
    .executeTakeFirst();
  return last?.actor_type === "customer" ? last : undefined;
}

/** Snoozed or closed by somebody who had not read the message. */
async function isOverlooked(tx: TenantTx, conversationId: string, asked: Asked): Promise<boolean> {
  const putAway = await tx
    .selectFrom("events")
    .select(["actor_id", "created_at"])
    .where("conversation_id", "=", conversationId)
    .where("kind", "=", "conversation.status")
    .where("seq", ">", asked.seq)
    .orderBy("seq", "desc")
    .limit(1)
    .executeTakeFirst();
  if (!putAway) return false;
  const mark = await tx
    .selectFrom("receipts")
    .select("read_seq")
    .where("conversation_id", "=", conversationId)
    .where("user_id", "=", putAway.actor_id ?? "")
    .executeTakeFirst();
  // Whoever reads in the desk leaves a mark; a program may never do so.
  if (mark) return mark.read_seq < asked.seq;
  return putAway.created_at.getTime() - asked.created_at.getTime() <= UNSEEN_WITHIN_MS;
}

/**
 * A new assignee gets only one of the two reminders. An in-app notification of the assignment counts only while a mail
 * about it is still to come, because it does not reach somebody who is away.
 */
async function notifiedOfAssignment(tx: TenantTx, conversationId: string, since: Date): Promise<Set<string>> {
  const rows = await tx
    .selectFrom("deliveries")
    .select(["recipient_id", "channel"])
    .where("conversation_id", "=", conversationId)
    .where("kind", "=", "conversation.assigned")
    .where("created_at", ">=", since)
    .execute();
  const reached = new Set(rows.filter(({ channel }) => channel !== "in_app").map((row) => row.recipient_id));
  const onlyShown = rows.map((row) => row.recipient_id).filter((id) => !reached.has(id));
  if (onlyShown.length === 0) return reached;
  const { settings } = await tx.selectFrom("tenants").select("settings").executeTakeFirstOrThrow();
  const chosen = await preferencesOf(tx, onlyShown);
  for (const id of onlyShown) {
    const { events } = effectivePreferences("user", readTenantSettings(settings).notifications, chosen.get(id) ?? {});
    if (events["conversation.assigned"].email) reached.add(id);
  }
  return reached;
}

/** The assignee; else the team; else everybody who may take it. Falls back as long as one of them may answer. */
async function responsible(
  tx: TenantTx,
  { assignee_id, team_id }: { assignee_id: string | null; team_id: string | null },
) {
  const able = tx
    .selectFrom("users as u")
    .select(["u.id", "u.email", "u.disabled_at"])
    .where("u.disabled_at", "is", null)
    .where("u.role", "<>", "viewer")
    .orderBy("u.id")
    .limit(MAX_RECIPIENTS);
  if (assignee_id !== null) {
    const assignee = await able.where("u.id", "=", assignee_id).execute();
    if (assignee.length > 0) return assignee;
  }
  if (team_id !== null) {
    const team = await able
      .where("u.id", "in", (eb) =>
        eb.selectFrom("team_members as m").select("m.user_id").where("m.team_id", "=", team_id),
      )
      .execute();
    if (team.length > 0) return team;
  }
  return able.execute();
}
