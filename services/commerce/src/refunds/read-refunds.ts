import type { AccessClaims } from "@chorus/auth/access-token";
import type { Refund } from "@chorus/contracts/entities/refund";
import type { CommerceContext } from "../context.ts";
import { findOrder } from "../orders/order-rows.ts";
import { presentRefunds } from "./refund-rows.ts";

/** What of an order's payment was given back, the first first. @throws AppError `not_found` */
export async function readRefunds(
  { database }: CommerceContext,
  caller: AccessClaims,
  idOrNumber: string,
): Promise<Refund[]> {
  return database.readTenant(caller.tenantId, async (tx) => {
    const { id } = await findOrder(tx, caller, idOrNumber);
    const query = tx.selectFrom("commerce.refunds").selectAll().where("order_id", "=", id);
    return presentRefunds(tx, await query.orderBy("id").execute());
  });
}
