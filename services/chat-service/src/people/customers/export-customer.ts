import type { RouteResult } from "@chorus/contracts/routes/define-route";
import type { exportCustomer as route } from "@chorus/contracts/routes/customers";
import { notFound } from "@chorus/kernel/app-error";
import { requirePermission, type Principal } from "../../auth/principal.ts";
import type { ChatContext } from "../../context.ts";
import type { EventRow } from "../../conversations/event-queries.ts";
import { presentCustomerConversation } from "../../conversations/present-conversation.ts";
import { presentMessage } from "../../conversations/present-event.ts";
import { findConversationsOf } from "../../conversations/queries.ts";
import { findCustomer, presentCustomer } from "./customer-queries.ts";

/** Everything about a customer as the customer may see it. @throws AppError `not_found` */
export async function exportCustomer(
  context: ChatContext,
  principal: Principal,
  customerId: string,
): Promise<RouteResult<typeof route>> {
  requirePermission(principal, "people.manage");
  // It has what was said: an API key needs the scope that reads it.
  requirePermission(principal, "conversation.read");
  return context.database.readTenant(principal.tenantId, async (tx) => {
    const customer = await findCustomer(tx, customerId);
    if (!customer) throw notFound();
    const conversations = [];
    for (const row of await findConversationsOf(tx, customerId)) {
      const events = await tx
        .selectFrom("events")
        .selectAll()
        .where("conversation_id", "=", row.id)
        .where("kind", "=", "message.created")
        .orderBy("seq")
        .execute();
      const messages = events.map((event) => presentMessage(event as EventRow, "customer"));
      conversations.push({ conversation: presentCustomerConversation(row), messages });
    }
    return { customer: presentCustomer(customer), conversations };
  });
}
