import type { AppendResult } from "@chorus/contracts/routes/internal-chat";
import { appendEventsWithin, type EventItem } from "@chorus/database/append-events";
import { violates } from "@chorus/database/database";
import type { Principal } from "../auth/principal.ts";
import type { ChatContext } from "../context.ts";
import { authorOf, changeConversation } from "../conversations/change-conversation.ts";
import { lockConversation } from "../conversations/queries.ts";
import { ONE_OPEN_PER_CUSTOMER } from "../conversations/reopen-conversation.ts";
import { refusalOf, resultOf } from "./append-result.ts";

/** A customer's message into a closed conversation puts it back into the queue and is stored there, in one commit. */
export async function reopenAndAppend(
  context: ChatContext,
  principal: Principal,
  event: EventItem,
): Promise<AppendResult> {
  const { tenantId } = principal;
  try {
    const outcome = await context.database.withTenant(tenantId, async (tx) => {
      const row = await lockConversation(tx, event.conversationId, { customerId: principal.userId });
      if (!row) return null;
      const reopened =
        row.status === "closed"
          ? await changeConversation(context, tx, authorOf(principal), {
              conversationId: row.id,
              kind: "conversation.queued",
              change: { status: "queued", assignee_id: null, team_id: row.team_id, closed_at: null },
              queue: "enter",
            })
          : null;
      const [appended] = await appendEventsWithin(tx, tenantId, [event]);
      if (!appended) throw new Error("append_events answers every item once");
      return { appended, reopened };
    });
    if (!outcome) return refusalOf("not_found");
    if (outcome.reopened) await context.publisher.published([outcome.reopened.published]);
    if (outcome.appended.outcome === "appended") {
      context.publisher.appended(tenantId, [{ event, row: outcome.appended }]);
    }
    return resultOf(principal, outcome.appended);
  } catch (error) {
    if (violates(error, ONE_OPEN_PER_CUSTOMER)) return refusalOf("closed");
    throw error;
  }
}
