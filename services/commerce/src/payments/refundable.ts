import type { TenantTx } from "@chorus/database/database";
import { sql } from "kysely";

/**
 * What of these orders' payments by card was taken, and is neither given back nor on its way there; minor units by order. Orders of
 * which nothing was taken by card are left out.
 */
export async function findRefundable(tx: TenantTx, orderIds: readonly string[]): Promise<Map<string, number>> {
  if (orderIds.length === 0) return new Map();
  const { rows } = await sql<{ order_id: string; left: number }>`
    select p.order_id, p.captured - coalesce((
      select sum(r.amount) from commerce.refunds r where r.payment_id = p.id and r.state <> 'failed'), 0)::bigint as left
    from commerce.payments p
    where p.order_id = any(${orderIds}::uuid[]) and p.method = 'card' and p.state = 'captured'`.execute(tx);
  return new Map(rows.map(({ order_id: orderId, left }) => [orderId, left]));
}
