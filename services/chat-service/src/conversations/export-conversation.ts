import type { RouteResult } from "@chorus/contracts/routes/define-route";
import type { exportConversation as route } from "@chorus/contracts/routes/conversations";
import { notFound } from "@chorus/kernel/app-error";
import { requirePermission, type Principal } from "../auth/principal.ts";
import type { ChatContext } from "../context.ts";
import type { EventRow } from "./event-queries.ts";
import { presentConversation } from "./present-conversation.ts";
import { presentEvent } from "./present-event.ts";
import { findConversation } from "./queries.ts";

/** A conversation with its whole log, as agents see it. @throws AppError `not_found` */
export async function exportConversation(
  context: ChatContext,
  principal: Principal,
  conversationId: string,
): Promise<RouteResult<typeof route>> {
  requirePermission(principal, "conversation.supervise");
  return context.database.readTenant(principal.tenantId, async (tx) => {
    const row = await findConversation(tx, conversationId);
    if (!row) throw notFound();
    const events = await tx
      .selectFrom("events")
      .selectAll()
      .where("conversation_id", "=", conversationId)
      .orderBy("seq")
      .execute();
    return {
      conversation: presentConversation(row),
      events: events.map((event) => presentEvent(event as EventRow, "agent", row)),
    };
  });
}
