import type { RouteResult } from "@chorus/contracts/routes/define-route";
import type { listNotifications } from "@chorus/contracts/routes/notifications";
import type { NotificationEvent } from "@chorus/contracts/entities/delivery";
import type { TenantTx } from "@chorus/database/database";
import { toTimestamp } from "@chorus/kernel/clock";
import type { NotificationContext } from "../context.ts";

type InAppList = RouteResult<typeof listNotifications>;

const PAGE_SIZE = 30;
/** Clients show more unseen ones than this as "100+". */
const COUNTED = 101;

/** A person's in-app notifications, newest first. */
export async function listInApp(
  context: NotificationContext,
  { tenantId, userId }: { tenantId: string; userId: string },
): Promise<InAppList> {
  return context.database.readTenant(tenantId, async (tx) => {
    const rows = await inAppOf(tx, userId)
      .leftJoin("events as e", (join) =>
        join
          .onRef("e.tenant_id", "=", "d.tenant_id")
          .onRef("e.conversation_id", "=", "d.conversation_id")
          .onRef("e.seq", "=", "d.to_seq"),
      )
      .leftJoin("conversations as c", (join) =>
        join.onRef("c.tenant_id", "=", "d.tenant_id").onRef("c.id", "=", "d.conversation_id"),
      )
      .leftJoin("customers as p", (join) =>
        join.onRef("p.tenant_id", "=", "c.tenant_id").onRef("p.id", "=", "c.customer_id"),
      )
      .select(["d.id", "d.kind", "d.conversation_id", "d.seen_at", "d.created_at"])
      .select(["e.actor_name", "p.name as customer_name"])
      .orderBy("d.created_at", "desc")
      .orderBy("d.id", "desc")
      .limit(PAGE_SIZE)
      .execute();
    const unseen = await inAppOf(tx, userId).select("d.id").where("d.seen_at", "is", null).limit(COUNTED).execute();
    return {
      items: rows.map((row) => ({
        id: row.id,
        event: row.kind as NotificationEvent,
        conversationId: row.conversation_id,
        customerName: row.customer_name,
        actorName: row.actor_name,
        seenAt: row.seen_at && toTimestamp(row.seen_at),
        createdAt: toTimestamp(row.created_at),
      })),
      unseen: unseen.length,
    };
  });
}

function inAppOf(tx: TenantTx, userId: string) {
  return tx.selectFrom("deliveries as d").where("d.recipient_id", "=", userId).where("d.channel", "=", "in_app");
}
