import type { HandOver } from "@chorus/contracts/entities/event";
import { appendEventsWithin, requireAppended } from "@chorus/database/append-events";
import type { TenantTx } from "@chorus/database/database";
import { AppError, notFound } from "@chorus/kernel/app-error";
import { sql } from "kysely";
import type { ChatContext } from "../../context.ts";
import { backToWork } from "../changes/back-to-work.ts";
import { changeConversation } from "../changes/change-conversation.ts";
import { lockConversation } from "../rows/conversation-queries.ts";

export interface RecordedHandOver {
  tenantId: string;
  conversationId: string;
  /** Given by the caller, so that a repeated hand-over is stored once. */
  handOverId: string;
  reason: HandOver["reason"];
  teamId: string | null;
  turnId: string | null;
}

/**
 * Hands the conversation from the assistant to a person: stores the reason, ends a snooze, and starts the customer's waiting time
 * if it is not running. @throws AppError `not_found` for the conversation or the team, `closed`, `already_exists` for an id that is another event's
 */
export async function recordHandOver(context: ChatContext, handOver: RecordedHandOver): Promise<void> {
  const { tenantId, conversationId, handOverId, reason, teamId, turnId } = handOver;
  const actor = { actorType: "assistant", actorId: null } as const;
  const published = await context.database.withTenant(tenantId, async (tx) => {
    const current = await lockConversation(tx, "system", conversationId);
    if (!current) throw notFound();
    if (await isRecorded(tx, handOver)) return [];
    if (current.status === "closed") throw new AppError("closed", { detail: "The conversation is closed." });
    const team =
      teamId === null
        ? null
        : await tx.selectFrom("teams").select(["id", "name"]).where("id", "=", teamId).executeTakeFirst();
    if (team === undefined) throw notFound();
    const woken =
      current.status === "snoozed"
        ? [
            await changeConversation(
              context,
              tx,
              { tenantId, actor },
              { conversationId, ...(await backToWork(tx, current)) },
            ),
          ]
        : [];
    await tx
      .updateTable("conversations")
      .set({ waiting_since: sql<Date>`coalesce(waiting_since, now())` })
      .where("id", "=", conversationId)
      .execute();
    const [appended] = await appendEventsWithin(tx, tenantId, [
      {
        ...{ conversationId, id: handOverId, kind: "conversation.handed_over", ...actor },
        data: { reason, team, turnId },
      },
    ]);
    return [
      ...woken.map((change) => change.published),
      { tenantId, conversationId, seq: requireAppended(appended).seq },
    ];
  });
  await context.publisher.published(published);
}

async function isRecorded(tx: TenantTx, { handOverId, conversationId }: RecordedHandOver): Promise<boolean> {
  const known = await tx
    .selectFrom("events")
    .select(["conversation_id", "kind"])
    .where("id", "=", handOverId)
    .executeTakeFirst();
  if (!known) return false;
  if (known.conversation_id === conversationId && known.kind === "conversation.handed_over") return true;
  throw new AppError("already_exists", { detail: "handOverId: another event has this id" });
}
