import type { EventKind } from "@chorus/contracts/entities/event";
import type { ChangedMessage } from "@chorus/contracts/routes/internal-chat";
import { appendEventsWithin, requireAppended } from "@chorus/database/append-events";
import { type TenantTx, violates } from "@chorus/database/database";
import { readTenantSettings } from "@chorus/contracts/entities/tenant-settings";
import { AppError, notFound } from "@chorus/kernel/app-error";
import { cutText } from "@chorus/contracts/cut-text";
import { PREVIEW_CHARACTERS } from "@chorus/contracts/entities/message";
import { sql } from "kysely";
import { actorOf, isCustomer, requirePermission, type Principal } from "../identity/principal.ts";
import type { ChatContext } from "../context.ts";
import { ONE_OPEN_PER_CUSTOMER } from "../conversations/changes/back-to-work.ts";
import { bringBack } from "../conversations/changes/bring-back.ts";
import { firstUnanswered } from "../conversations/rows/first-unanswered.ts";
import type { EventRow, StoredChange, StoredMessage } from "../conversations/rows/event-queries.ts";
import {
  lockConversation,
  requireNotErased,
  type ConversationRow,
} from "../conversations/rows/conversation-queries.ts";
import type { PublishedRef } from "../outbox/outbox-store.ts";
import { findTenant } from "../tenants/queries.ts";
import { forgetWords } from "./forget-words.ts";
import { notifyNewMentions } from "./notify-new-mentions.ts";
import { requireMayChange } from "./may-change-message.ts";
import { waitWithout } from "./wait-without.ts";

export interface ChangeMessageInput {
  conversationId: string;
  messageId: string;
  /** Repeating the operation changes nothing. */
  operationId: string;
  /** The new text, or null to delete. */
  body: string | null;
}

/**
 * Edits or deletes a message: appends an event, and updates the message's own row, so that a later read of the log never
 * returns the old text.
 * @throws AppError `not_found`, `forbidden` for another's message, `conflict` when the edit window is over, `closed` for a
 * customer's edit in a closed conversation, where no agent would see it
 */
export async function changeMessage(
  context: ChatContext,
  principal: Principal,
  input: ChangeMessageInput,
): Promise<ChangedMessage> {
  requirePermission(principal, "message.send");
  const { tenantId } = principal;
  const { conversationId } = input;
  const outcome = await change(context, principal, input, true).catch((error: unknown) => {
    if (!violates(error, ONE_OPEN_PER_CUSTOMER)) throw error;
    // The customer has begun another conversation at the same time: this one stays closed.
    return change(context, principal, input, false);
  });
  if (!outcome.duplicate)
    await context.publisher.published([...outcome.woken, { tenantId, conversationId, seq: outcome.row.seq }]);
  const seq = isCustomer(principal) ? outcome.row.public_seq : outcome.row.seq;
  if (seq === null) throw notFound();
  return {
    messageId: input.messageId,
    seq,
    createdAt: outcome.row.created_at.toISOString(),
    duplicate: outcome.duplicate,
  };
}

/** @param mayReopen whether a closed conversation comes back without its answer, if its customer has no other one */
function change(context: ChatContext, principal: Principal, input: ChangeMessageInput, mayReopen: boolean) {
  const { tenantId } = principal;
  const { conversationId } = input;
  return context.database.withTenant(tenantId, async (tx) => {
    const current = await lockConversation(tx, principal, conversationId);
    if (!current) throw notFound();
    if (input.body !== null) requireNotErased(current);
    const repeat = await findOperation(tx, principal, input);
    if (repeat) return { row: repeat, duplicate: true, woken: [] };
    if (current.status === "closed" && input.body !== null && isCustomer(principal))
      throw new AppError("closed", { detail: "The conversation is closed: write a new message instead." });
    const message = await findMessage(tx, principal, input);
    const { editWindowMinutes } = readTenantSettings((await findTenant(tx)).settings);
    requireMayChange(principal, message, { body: input.body, nowMs: context.clock.now(), editWindowMinutes });
    if (input.body === null && message.deleted_at !== null) {
      return { row: await findDeletion(tx, message), duplicate: true, woken: [] };
    }
    const woken =
      input.body !== null && isCustomer(principal) ? await wakeSnoozed(context, tx, principal, current) : [];
    const before = input.body === null ? await firstUnanswered(tx, conversationId) : undefined;
    const [appended] = await appendEventsWithin(tx, tenantId, [
      {
        conversationId,
        id: context.ids.next(),
        kind: input.body === null ? "message.deleted" : "message.edited",
        isPublic: message.public_seq !== null,
        ...actorOf(principal),
        clientMessageId: input.operationId,
        data: { ...storedChange(message, input.body) },
      },
    ]);
    const { seq, public_seq, created_at } = requireAppended(appended);
    await rewrite(tx, message, input.body, created_at);
    await forgetWords(tx, message);
    if (input.body !== null) await notifyNewMentions(tx, message, { body: input.body, editedSeq: seq });
    if (input.body !== null && isCustomer(principal)) await waitSinceEdit(tx, conversationId, created_at);
    if (input.body === null)
      woken.push(...(await waitWithout(context, tx, principal, { current, deleted: message, before, mayReopen })));
    return { row: { seq, public_seq, created_at }, duplicate: false, woken };
  });
}

/** A customer's edit wakes a snoozed conversation, like a new message. */
async function wakeSnoozed(
  context: ChatContext,
  tx: TenantTx,
  principal: Principal,
  current: ConversationRow,
): Promise<PublishedRef[]> {
  if (current.status !== "snoozed") return [];
  const waiting_since = current.waiting_since ?? new Date(context.clock.now());
  return bringBack(context, tx, principal, { current, waiting_since });
}

/** An edited customer message counts as unanswered again. A closed conversation stays closed. */
function waitSinceEdit(tx: TenantTx, conversationId: string, editedAt: Date) {
  return tx
    .updateTable("conversations")
    .set({ waiting_since: editedAt })
    .where("id", "=", conversationId)
    .where("status", "in", ["queued", "open"])
    .where("waiting_since", "is", null)
    .execute();
}

function findOperation(tx: TenantTx, principal: Principal, input: ChangeMessageInput) {
  return tx
    .selectFrom("events")
    .select(["seq", "public_seq", "created_at"])
    .where("conversation_id", "=", input.conversationId)
    .where("actor_id", "=", principal.userId)
    .where("client_message_id", "=", input.operationId)
    .where("kind", "in", ["message.edited", "message.deleted"])
    .executeTakeFirst();
}

/** The deletion event; null for a message that is deleted already. */
function findDeletion(tx: TenantTx, message: EventRow) {
  return tx
    .selectFrom("events")
    .select(["seq", "public_seq", "created_at"])
    .where("conversation_id", "=", message.conversation_id)
    .where("seq", ">", message.seq)
    .where("kind", "=", "message.deleted")
    .where(sql<boolean>`data ->> 'messageId' = ${message.id}`)
    .orderBy("seq")
    .limit(1)
    .executeTakeFirstOrThrow();
}

async function findMessage(tx: TenantTx, principal: Principal, input: ChangeMessageInput): Promise<EventRow> {
  const row = await tx
    .selectFrom("events")
    .selectAll()
    .where("conversation_id", "=", input.conversationId)
    .where("id", "=", input.messageId)
    .where("kind", "in", ["message.created", "note.created"])
    .executeTakeFirst();
  if (!row || (isCustomer(principal) && row.public_seq === null)) throw notFound();
  return row as EventRow;
}

function storedChange(message: EventRow, body: string | null): StoredChange {
  const { replyToSeq, replyToPublicSeq, mail } = message.data as unknown as StoredMessage;
  return {
    messageId: message.id,
    messageSeq: message.seq,
    messagePublicSeq: message.public_seq,
    messageKind: message.kind,
    messageCreatedAt: message.created_at.toISOString(),
    clientMessageId: message.client_message_id,
    body: body ?? "",
    replyToSeq,
    replyToPublicSeq,
    ...(mail && body !== null ? { mail } : {}),
  };
}

const EDITED: EventKind = "message.edited";

/** Writes the current text to the message's row and the preview; a deletion also blanks earlier edit events. */
async function rewrite(tx: TenantTx, message: EventRow, body: string | null, at: Date): Promise<void> {
  const here = { conversation: message.conversation_id, seq: message.seq };
  const text = JSON.stringify(body ?? "");
  await tx
    .updateTable("events")
    .set({
      data:
        body === null ? sql`jsonb_set(data - 'mail', '{body}', '""')` : sql`jsonb_set(data, '{body}', ${text}::jsonb)`,
      ...(body === null ? { deleted_at: at } : { edited_at: at }),
    })
    .where("conversation_id", "=", here.conversation)
    .where("seq", "=", here.seq)
    .execute();
  if (body === null) {
    await tx
      .updateTable("events")
      .set({ data: sql`jsonb_set(data - 'mail', '{body}', '""')` })
      .where("conversation_id", "=", here.conversation)
      .where("kind", "=", EDITED)
      .where(sql<boolean>`data ->> 'messageId' = ${message.id}`)
      .execute();
  }
  const preview = JSON.stringify(cutText(body ?? "", PREVIEW_CHARACTERS));
  await tx
    .updateTable("conversations")
    .set({ last_message: sql`jsonb_set(last_message, '{body}', ${preview}::jsonb)` })
    .where("id", "=", here.conversation)
    .where(sql<boolean>`(last_message ->> 'seq')::bigint = ${here.seq}`)
    .execute();
}
