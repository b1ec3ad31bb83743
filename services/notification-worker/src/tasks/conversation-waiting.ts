import { effectivePreferences } from "@chorus/contracts/entities/effective-preferences";
import { readTenantSettings } from "@chorus/contracts/entities/tenant-settings";
import type { TenantTx } from "@chorus/database/database";
import { sql } from "kysely";
import { isPresent, mayHaveCome, NEVER_CAME } from "../deliveries/may-have-come.ts";
import { preferencesOf } from "../deliveries/preferences-of.ts";
import { usersAsRecipients } from "./people.ts";
import { whoAnswers } from "./who-answers.ts";
import { nothing, type Subject, type NotificationTask } from "./subject.ts";

const EVENT = "conversation.waiting";

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
  const earlier = asked
    ? await notifiedBefore(tx, task, asked.seq)
    : { all: new Set<string>(), inVain: new Set<string>() };
  const users = await whoAnswers(tx, conversation, earlier.inVain);
  const given = await notifiedOfAssignment(tx, task.conversation_id ?? "", new Date(sinceMs));
  return {
    event: EVENT,
    sinceMs,
    fromSeq: asked?.seq ?? task.first_seq,
    toSeq: asked?.seq ?? task.first_seq,
    anyoneWillDo: true,
    recipients: await usersAsRecipients(tx, users, (id) => {
      if (!isWaiting) return "answered";
      if (earlier.all.has(id)) return "told of it before";
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

/** Snoozed or closed, and nobody who did so had read the message. */
async function isOverlooked(tx: TenantTx, conversationId: string, asked: Asked): Promise<boolean> {
  const putAway = await tx
    .selectFrom("events as e")
    .leftJoin("receipts as r", (join) =>
      join.onRef("r.conversation_id", "=", "e.conversation_id").onRef("r.user_id", "=", "e.actor_id"),
    )
    .select(["e.created_at", "r.read_seq"])
    .where("e.conversation_id", "=", conversationId)
    .where("e.kind", "=", "conversation.status")
    .where("e.seq", ">", asked.seq)
    .where(sql<boolean>`e.data ->> 'status' in ('snoozed', 'closed')`)
    .orderBy("e.seq")
    .execute();
  const [first] = putAway;
  if (!first) return false;
  // Whoever reads in the desk leaves a mark; a program may never do so.
  const marks = putAway.flatMap(({ read_seq }) => (read_seq === null ? [] : [read_seq]));
  if (marks.length > 0) return marks.every((seq) => seq < asked.seq);
  return first.created_at.getTime() - asked.created_at.getTime() <= UNSEEN_WITHIN_MS;
}

interface EarlierNotifications {
  /** Whom another task has notified of this very message since the conversation last changed hands, was put away or lost an answer, not in the desk alone. */
  all: Set<string>;
  /** Those of them to whom nothing came. */
  inVain: Set<string>;
}

async function notifiedBefore(tx: TenantTx, task: NotificationTask, seq: number): Promise<EarlierNotifications> {
  const conversationId = task.conversation_id ?? "";
  const found = await tx
    .selectFrom("deliveries as d")
    .leftJoin("users as u", (join) =>
      join.onRef("u.tenant_id", "=", "d.tenant_id").onRef("u.id", "=", "d.recipient_id"),
    )
    .select(["d.recipient_id", "d.status", "d.channel", "d.address", "u.email"])
    .where("d.conversation_id", "=", conversationId)
    .where("d.kind", "=", EVENT)
    .where("d.to_seq", "=", seq)
    .where("d.task_id", "<>", task.id)
    .where("d.channel", "<>", "in_app")
    .where("d.created_at", ">", (query) =>
      query
        .selectFrom("events")
        .select(sql<Date>`coalesce(max(created_at), '-infinity')`.as("at"))
        .where("conversation_id", "=", conversationId)
        .where(({ eb, or, and }) =>
          or([
            eb("kind", "in", ["conversation.status", "conversation.queued", "conversation.transferred"]),
            and([eb("kind", "=", "message.deleted"), eb("actor_type", "in", ["agent", "assistant"])]),
          ]),
        ),
    )
    .execute();
  // What does not come to a former address says nothing of the present one; a device is theirs as long as it is there.
  const addressesOf = ({ email, address }: (typeof found)[number]) => ({
    email: email === null ? [] : [email],
    push: [address],
  });
  const rows = found.filter((row) => mayHaveCome(row, addressesOf(row)) || isPresent(row, addressesOf(row)));
  const came = new Set(rows.filter((row) => mayHaveCome(row, addressesOf(row))).map((row) => row.recipient_id));
  const all = new Set(rows.map((row) => row.recipient_id));
  return { all, inVain: new Set([...all].filter((id) => !came.has(id))) };
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
    .where("status", "not in", NEVER_CAME)
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
