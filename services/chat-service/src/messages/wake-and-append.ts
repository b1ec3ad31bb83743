import type { AppendResult } from "@chorus/contracts/routes/internal-chat";
import { appendEventsWithin, type AppendedRow, type EventItem } from "@chorus/database/append-events";
import { violates, type TenantTx } from "@chorus/database/database";
import type { Principal } from "../identity/principal.ts";
import type { ChatContext } from "../context.ts";
import { backToQueue, backToWork, ONE_OPEN_PER_CUSTOMER } from "../conversations/changes/back-to-work.ts";
import { authorOf, changeConversation } from "../conversations/changes/change-conversation.ts";
import { lockConversation, type ConversationRow } from "../conversations/rows/conversation-queries.ts";
import type { PublishedRef } from "../outbox/outbox-store.ts";
import { refusalOf, resultOf } from "./append-result.ts";

/**
 * Appends a customer's messages to a closed or snoozed conversation and makes it active again, in one commit. When none of the
 * messages is stored, the conversation stays as it was.
 * @param events all of one conversation and by this customer
 */
export async function wakeAndAppend(
  context: ChatContext,
  principal: Principal,
  events: readonly [EventItem, ...EventItem[]],
): Promise<AppendResult[]> {
  const { tenantId, userId: customerId } = principal;
  const [{ conversationId }] = events;
  try {
    const outcome = await context.database.withTenant(tenantId, async (tx) => {
      const current = await lockConversation(tx, { role: "customer", userId: customerId }, conversationId);
      if (!current) return null;
      const woken = await wake(context, tx, principal, current);
      const rows = await appendEventsWithin(tx, tenantId, [...events]);
      if (woken && rows.every((row) => row.outcome !== "appended")) throw new NothingStored(rows);
      return { rows, woken };
    });
    if (!outcome) return events.map(() => refusalOf("not_found"));
    if (outcome.woken) await context.publisher.published([outcome.woken]);
    const stored = outcome.rows.flatMap((row, index) => {
      const event = events[index];
      return event && row.outcome === "appended" ? [{ event, row }] : [];
    });
    context.publisher.appended(tenantId, stored);
    return outcome.rows.map((row) => resultOf(principal, row));
  } catch (error) {
    if (error instanceof NothingStored) return error.rows.map((row) => resultOf(principal, row));
    if (violates(error, ONE_OPEN_PER_CUSTOMER)) return events.map(() => refusalOf("closed"));
    throw error;
  }
}

/** Thrown to roll the transaction back. */
class NothingStored extends Error {
  override readonly name = "NothingStored";
  readonly rows: readonly AppendedRow[];

  constructor(rows: readonly AppendedRow[]) {
    super("no message was stored");
    this.rows = rows;
  }
}

/** A closed conversation goes to the queue, a snoozed one to its agent. Null when it was changed concurrently. */
async function wake(
  context: ChatContext,
  tx: TenantTx,
  principal: Principal,
  current: ConversationRow,
): Promise<PublishedRef | null> {
  if (current.status !== "closed" && current.status !== "snoozed") return null;
  const decision = current.status === "closed" ? backToQueue(current) : await backToWork(tx, current);
  const change = { conversationId: current.id, ...decision };
  return (await changeConversation(context, tx, authorOf(principal), change)).published;
}
