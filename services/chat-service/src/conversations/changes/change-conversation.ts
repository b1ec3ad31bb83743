import { QUEUE_RANK } from "@chorus/contracts/entities/conversation";
import type { EventKind } from "@chorus/contracts/entities/event";
import { appendEventsWithin, requireAppended, type EventItem } from "@chorus/database/append-events";
import { afterCommit, type TenantTx } from "@chorus/database/database";
import type { ConversationsTable } from "@chorus/database/tables";
import { sql, type Updateable } from "kysely";
import { actorOf, type Principal } from "../../identity/principal.ts";
import type { ChatContext } from "../../context.ts";
import type { PublishedRef } from "../../outbox/outbox-store.ts";
import { findConversation, type ConversationRow } from "../rows/conversation-queries.ts";

type Change = Omit<Updateable<ConversationsTable>, "tenant_id" | "id" | "last_seq" | "last_public_seq" | "changed_xid">;

/** The actor of the change: a principal, or the system. */
export interface ChangeAuthor {
  tenantId: string;
  actor: Pick<EventItem, "actorType" | "actorId" | "actorName">;
}

export function authorOf(principal: Principal): ChangeAuthor {
  return { tenantId: principal.tenantId, actor: actorOf(principal) };
}

export interface ConversationChange {
  conversationId: string;
  kind: EventKind;
  change: Change;
  /** Whether the change puts it into the queue, takes it out, or leaves that as it is. */
  queue: "enter" | "leave" | "keep";
}

export interface ChangedConversation {
  row: ConversationRow;
  published: PublishedRef;
}

/** What a change of a conversation needs of the context. */
export type Changing = Pick<ChatContext, "ids" | "clock"> & {
  events: Pick<ChatContext["events"], "leftQueueForAgent">;
};

/**
 * Changes a conversation that the caller has locked, and appends the event about it. The event stores the conversation's state
 * at that time (status, people), so that a replay shows what was true then.
 */
export async function changeConversation(
  context: Changing,
  tx: TenantTx,
  author: ChangeAuthor,
  input: ConversationChange,
): Promise<ChangedConversation> {
  const { tenantId, actor } = author;
  const change = { ...input.change, ...newsOf(input.change) };
  await tx.updateTable("conversations").set(change).where("id", "=", input.conversationId).execute();
  await moveInQueue(context, tx, tenantId, input);
  const row = await reread(tx, input.conversationId);
  const [appended] = await appendEventsWithin(tx, tenantId, [
    {
      conversationId: input.conversationId,
      id: context.ids.next(),
      kind: input.kind,
      ...actor,
      data: stateOf(row),
    },
  ]);
  const { seq } = requireAppended(appended);
  return {
    row: await reread(tx, input.conversationId),
    published: { tenantId, conversationId: input.conversationId, seq },
  };
}

/** Coming back from sleep or from being closed is news, as messages are, which `append_events` dates. */
function newsOf({ status }: Change) {
  if (status !== "open" && status !== "queued") return {};
  return {
    news_at: sql<Date>`case when status in ('snoozed', 'closed') then date_trunc('milliseconds', clock_timestamp()) else news_at end`,
  };
}

/** The state of the conversation that is stored in an event. */
export function stateOf(row: ConversationRow) {
  return {
    status: row.status,
    assignee_id: row.assignee_id,
    assignee_name: row.assignee_name,
    assignee_avatar: row.assignee_avatar,
    team_id: row.team_id,
    team_name: row.team_name,
    priority: row.priority,
    tags: row.tags,
    snoozed_until: row.snoozed_until,
  };
}

async function reread(tx: TenantTx, conversationId: string): Promise<ConversationRow> {
  const row = await findConversation(tx, "system", conversationId);
  if (!row) throw new Error("a locked conversation cannot vanish");
  return row;
}

async function moveInQueue(
  context: Changing,
  tx: TenantTx,
  tenantId: string,
  input: ConversationChange,
): Promise<void> {
  if (input.queue === "leave") {
    const waited = await tx
      .deleteFrom("chat_queue")
      .where("conversation_id", "=", input.conversationId)
      .returning("enqueued_at")
      .executeTakeFirst();
    const isTaken = waited && typeof input.change.assignee_id === "string";
    if (isTaken)
      afterCommit(tx, () => context.events.leftQueueForAgent(context.clock.now() - waited.enqueued_at.getTime()));
  }
  if (input.queue === "keep" && input.change.priority !== undefined) {
    await tx
      .updateTable("chat_queue")
      .set({ priority: QUEUE_RANK[input.change.priority] })
      .where("conversation_id", "=", input.conversationId)
      .execute();
  }
  if (input.queue === "enter") {
    const { priority } = await tx
      .selectFrom("conversations")
      .select("priority")
      .where("id", "=", input.conversationId)
      .executeTakeFirstOrThrow();
    const rank = QUEUE_RANK[priority];
    await tx
      .insertInto("chat_queue")
      .values({
        tenant_id: tenantId,
        conversation_id: input.conversationId,
        team_id: input.change.team_id ?? null,
        priority: rank,
        // A customer who is already waiting keeps the time since when.
        enqueued_at: sql<Date>`coalesce((select waiting_since from conversations where id = ${input.conversationId}), date_trunc('milliseconds', now()))`,
      })
      .onConflict((conflict) =>
        conflict
          .columns(["tenant_id", "conversation_id"])
          .doUpdateSet({ team_id: input.change.team_id ?? null, priority: rank }),
      )
      .execute();
  }
}
