import type { AccessClaims } from "@chorus/auth/access-token";
import { requirePermission } from "@chorus/auth/permission";
import type { Order, OrderEvent, OrderNote } from "@chorus/contracts/entities/order";
import type { RouteQuery } from "@chorus/contracts/routes/define-route";
import type { getTimeline, listOrders } from "@chorus/contracts/routes/orders";
import { decodeCursor, type Page, pageOf } from "@chorus/http/keyset";
import type { OrderEventsTable } from "@chorus/database/tables/commerce";
import { toTimestamp } from "@chorus/kernel/clock";
import { foldDigits } from "@chorus/kernel/fold-text";
import { type RawBuilder, type Selectable, sql } from "kysely";
import { z } from "zod";
import type { CommerceContext } from "../context.ts";
import { findOrder, placedOrders, presentOrder, presentOrders } from "./order-rows.ts";

const Position = z.object({ number: z.int() });
/** Of customers with a name that is looked for: those who were seen last. */
const MAX_NAMED = 1_000;
/** Of one order. */
export const MAX_NOTES = 200;

/** A page of orders, the newest first; a customer's own. */
export async function readOrders(
  context: CommerceContext,
  caller: AccessClaims,
  { limit, cursor, status, customerId, q }: RouteQuery<typeof listOrders>,
): Promise<Page<Order>> {
  const reach = requirePermission(caller, "order.read");
  const before = decodeCursor(Position, cursor)?.number;
  const words = q?.trim() ?? "";
  return context.database.readTenant(caller.tenantId, async (tx) => {
    let query = placedOrders(tx)
      .orderBy("number", "desc")
      .limit(limit + 1);
    if (reach === "own") query = query.where("customer_id", "=", caller.userId);
    if (customerId !== undefined) query = query.where("customer_id", "=", customerId);
    if (status !== undefined) query = query.where("status", "=", status);
    if (before !== undefined) query = query.where("number", "<", before);
    const number = /^#?(\d{1,15})$/.exec(foldDigits(words))?.[1];
    if (number !== undefined) query = query.where("number", "=", Number(number));
    else if (words !== "") query = query.where("customer_id", "in", namedLike(words));
    const page = pageOf(
      await query.execute(),
      limit,
      (row) => row,
      ({ number }) => ({ number }),
    );
    return { items: await presentOrders(tx, caller, page.items), nextCursor: page.nextCursor };
  });
}

/**
 * The customers in whose names all these words begin one, folded as the search for customers does. That finds them by an index, and by
 * addresses and numbers too, which whoever reads orders alone may not learn.
 */
function namedLike(words: string): RawBuilder<string> {
  const between = sql`'[^[:alnum:]]+' collate "pg_c_utf8"`;
  return sql`(
    select c.id from find_customers(${words}, ${MAX_NAMED}) f join customers c on c.id = f.customer_id
    where not exists (
      select from regexp_split_to_table(fold_text(${words}), ${between}) word
      where position(' ' || word in ' ' || regexp_replace(fold_text(c.name), ${between}, ' ', 'g')) = 0))`;
}

/** @throws AppError `not_found`, also for another customer's */
export async function readOrder(context: CommerceContext, caller: AccessClaims, idOrNumber: string): Promise<Order> {
  return context.database.readTenant(caller.tenantId, async (tx) =>
    presentOrder(tx, caller, await findOrder(tx, caller, idOrNumber)),
  );
}

/** A page of what happened to an order, the first first. @throws AppError `not_found` */
export async function readTimeline(
  context: CommerceContext,
  caller: AccessClaims,
  { idOrNumber, limit, cursor }: RouteQuery<typeof getTimeline> & { idOrNumber: string },
): Promise<Page<OrderEvent>> {
  const after = decodeCursor(Position, cursor)?.number ?? 0;
  return context.database.readTenant(caller.tenantId, async (tx) => {
    const { id } = await findOrder(tx, caller, idOrNumber);
    const rows = await tx
      .selectFrom("commerce.order_events")
      .selectAll()
      .where("order_id", "=", id)
      .where("number", ">", after)
      .orderBy("number")
      .limit(limit + 1)
      .execute();
    return pageOf(rows, limit, presentEvent, ({ number }) => ({ number }));
  });
}

function presentEvent(row: Selectable<OrderEventsTable>): OrderEvent {
  return {
    ...{ number: row.number, kind: row.kind as OrderEvent["kind"], field: row.field, reason: row.reason },
    ...{ old: row.old as string[] | null, new: row.new as string[] | null },
    actor: { type: row.actor_type, id: row.actor_id },
    createdAt: toTimestamp(row.created_at),
  };
}

/** The newest first. @throws AppError `not_found` */
export async function readNotes(
  context: CommerceContext,
  caller: AccessClaims,
  idOrNumber: string,
): Promise<OrderNote[]> {
  return context.database.readTenant(caller.tenantId, async (tx) => {
    const { id } = await findOrder(tx, caller, idOrNumber);
    const rows = await tx
      .selectFrom("commerce.order_notes")
      .selectAll()
      .where("order_id", "=", id)
      .orderBy("id", "desc")
      .limit(MAX_NOTES)
      .execute();
    return rows.map((row) => ({
      ...{ id: row.id, orderId: id, body: row.body, actor: { type: row.actor_type, id: row.actor_id } },
      createdAt: toTimestamp(row.created_at),
    }));
  });
}
