import type { TenantTx } from "@chorus/database/database";
import { holdUser } from "../../people/rows/queries.ts";
import { mayTake } from "./assignment-target.ts";
import type { ConversationRow } from "../rows/conversation-queries.ts";

/** The unique index that lets a customer have one conversation that is not closed. */
export const ONE_OPEN_PER_CUSTOMER = "conversations_one_open_per_customer";

/** The changes that bring a snoozed or closed conversation back. */
export async function backToWork(tx: TenantTx, current: ConversationRow) {
  return backTo(current.assignee_id === null ? undefined : await holdUser(tx, current.assignee_id), current);
}

/** To its agent, else to the queue: an agent who can no longer answer is not kept, because nobody would see the conversation. */
export function backTo(assignee: Parameters<typeof mayTake>[0] | undefined, current: Pick<ConversationRow, "team_id">) {
  return assignee && mayTake(assignee)
    ? ({
        kind: "conversation.status",
        change: { status: "open", snoozed_until: null, closed_at: null },
        queue: "leave",
      } as const)
    : backToQueue(current);
}

/** The queue of its team, or of everybody. */
export function backToQueue(current: Pick<ConversationRow, "team_id">) {
  return {
    kind: "conversation.queued",
    change: {
      status: "queued",
      assignee_id: null,
      team_id: current.team_id,
      snoozed_until: null,
      closed_at: null,
    },
    queue: "enter",
  } as const;
}
