import type { AccessClaims } from "@chorus/auth/access-token";
import { requirePermission } from "@chorus/auth/permission";
import type { Order, OrderAction, OrderNote } from "@chorus/contracts/entities/order";
import type { TenantTx } from "@chorus/database/database";
import { lockAgainstErasure } from "@chorus/database/lock-against-erasure";
import type { OrdersTable } from "@chorus/database/tables/commerce";
import { auditActor, writeAudit } from "@chorus/database/write-audit";
import { AppError } from "@chorus/kernel/app-error";
import { toTimestamp } from "@chorus/kernel/clock";
import { sql, type Updateable } from "kysely";
import { type Actor, actorOf } from "../actor.ts";
import type { CommerceContext } from "../context.ts";
import { releaseStock } from "../inventory/reserve-stock.ts";
import { voidPayments } from "../payments/ledger.ts";
import { findRefundable } from "../payments/refundable.ts";
import { releaseUses } from "../promotions/promotion-uses.ts";
import { appendTimeline, type TimelineEntry } from "./append-timeline.ts";
import { untilAtRest } from "../sagas/until-at-rest.ts";
import { startSaga } from "../sagas/start-saga.ts";
import {
  customerOf,
  lockOrder,
  type OrderLineRow,
  permittedActions,
  type PlacedRow,
  placedOrders,
  presentOrder,
  stateOf,
} from "./order-rows.ts";
import { CANCEL_ORDER } from "./payment-sagas.ts";
import { requirePossible } from "./order-rules.ts";
import { fulfilmentStatusOf, paymentStatusOf } from "./order-status.ts";
import { MAX_NOTES } from "./read-orders.ts";

interface Asked {
  idOrNumber: string;
  requestId: string;
}

interface Locked {
  row: PlacedRow;
  lines: OrderLineRow[];
  at: Date;
}

interface Change {
  set: Updateable<OrdersTable>;
  entries: TimelineEntry[];
}

/** @throws AppError `not_found`, `conflict` for a held, canceled or closed one */
export function holdOrder(
  context: CommerceContext,
  caller: AccessClaims,
  { reason, ...asked }: Asked & { reason: string },
): Promise<Order> {
  return change(context, caller, { ...asked, action: "hold" }, async (_, { lines, at }) => ({
    set: { held_at: at, fulfilment_status: fulfilmentStatusOf(lines, true) },
    entries: [{ kind: "order.held", reason }],
  }));
}

/** @throws AppError `not_found`, `conflict` for one that is not held */
export function releaseOrder(context: CommerceContext, caller: AccessClaims, asked: Asked): Promise<Order> {
  return change(context, caller, { ...asked, action: "release" }, async (_, { lines }) => ({
    set: { held_at: null, fulfilment_status: fulfilmentStatusOf(lines, false) },
    entries: [{ kind: "order.released" }],
  }));
}

/** The labels of an order, in place of those it had. @throws AppError `not_found`, `conflict` for an erased customer's */
export function setTags(
  context: CommerceContext,
  caller: AccessClaims,
  { tags, ...asked }: Asked & { tags: readonly string[] },
): Promise<Order> {
  const wanted = [...new Set(tags)];
  return change(context, caller, { ...asked, action: "tag" }, async (_, { row }) => {
    if (JSON.stringify(row.tags) === JSON.stringify(wanted)) return null;
    return { set: { tags: wanted }, entries: [{ kind: "order.tagged", field: "tags", old: row.tags, new: wanted }] };
  });
}

/**
 * Cancels a whole order: its units can be sold again, its promotions be used again, and its payment is voided, all in one transaction. What a card's provider has
 * authorised is given back by a saga after it, for which this waits a little. Canceled again, it stays as it is.
 * @throws AppError `not_found`, `conflict` when something has been shipped or taken, for a mismatch, or while its payment is being moved
 */
export async function cancelOrder(
  context: CommerceContext,
  caller: AccessClaims,
  { reason, letGo, ...asked }: Asked & { reason: string; letGo: () => void },
): Promise<Order> {
  const { tenantId } = caller;
  let sagaId: string | undefined;
  const order = await change(context, caller, { ...asked, action: "cancel" }, async (tx, { row, lines, at }) => {
    const actor = actorOf(caller);
    sagaId = await giveBackCard(context, tx, { tenantId, orderId: row.id, actor });
    await tx
      .updateTable("commerce.order_lines")
      .set({ canceled: sql`quantity` })
      .where("order_id", "=", row.id)
      .execute();
    await releaseStock(context, tx, { tenantId, actor, lineIds: lines.map(({ id }) => id) });
    await releaseUses(tx, row.id, at);
    const { sums, isVoided } = await voidPayments(context, tx, { tenantId, orderId: row.id }, at);
    const canceled = lines.map((line) => ({ ...line, canceled: line.quantity }));
    return {
      set: {
        ...{ status: "canceled", canceled_at: at, held_at: null },
        payment_status: paymentStatusOf(sums),
        fulfilment_status: fulfilmentStatusOf(canceled, false),
      },
      entries: [{ kind: "order.canceled", reason }, ...(isVoided ? [{ kind: "payment.voided" } as const] : [])],
    };
  });
  if (sagaId === undefined) return order;
  await untilAtRest(context, { tenantId, sagaId, letGo });
  return context.database.readTenant(tenantId, async (tx) =>
    presentOrder(tx, caller, await placedOrders(tx).where("id", "=", order.id).executeTakeFirstOrThrow()),
  );
}

/** @returns the saga that gives back what a provider has authorised; undefined: there is nothing */
async function giveBackCard(
  context: CommerceContext,
  tx: TenantTx,
  { tenantId, orderId, actor }: { tenantId: string; orderId: string; actor: Actor },
): Promise<string | undefined> {
  const payment = await tx
    .selectFrom("commerce.payments")
    .select("id")
    .where("order_id", "=", orderId)
    .where("method", "=", "card")
    .where("state", "=", "authorized")
    .forUpdate()
    .executeTakeFirst();
  if (!payment) return undefined;
  const { id: paymentId } = payment;
  const data = { orderId, paymentId, actor };
  return startSaga(context, tx, CANCEL_ORDER, { tenantId, orderId, paymentId, data, done: 1 });
}

/** @throws AppError `not_found`, `conflict` for too many, and for an erased customer */
export async function addNote(
  context: CommerceContext,
  caller: AccessClaims,
  { body, ...asked }: Asked & { body: string },
): Promise<OrderNote> {
  const id = context.ids.next();
  const actor = actorOf(caller);
  const at = new Date(context.clock.now());
  const noted = await change(context, caller, { ...asked, action: "note" }, async (tx, { row }) => {
    const notes = await tx.selectFrom("commerce.order_notes").select("id").where("order_id", "=", row.id).execute();
    if (notes.length >= MAX_NOTES)
      throw new AppError("conflict", { detail: `An order has at most ${MAX_NOTES} notes.` });
    await tx
      .insertInto("commerce.order_notes")
      .values({
        ...{ tenant_id: caller.tenantId, id, order_id: row.id, body },
        ...{ actor_type: actor.type, actor_id: actor.id, created_at: at },
      })
      .execute();
    return { set: {}, entries: [{ kind: "order.noted" }] };
  });
  return { id, orderId: noted.id, body, actor, createdAt: toTimestamp(at) };
}

/**
 * Asks the rules, does it, and writes timeline and audit log in the same transaction. Of an erased customer the timeline says what was
 * done, without anybody's words.
 */
async function change(
  context: CommerceContext,
  caller: AccessClaims,
  { idOrNumber, requestId, action }: Asked & { action: Exclude<OrderAction, "refund"> },
  work: (tx: TenantTx, locked: Locked) => Promise<Change | null>,
): Promise<Order> {
  requirePermission(caller, "order.work");
  const { tenantId } = caller;
  const at = new Date(context.clock.now());
  return context.database.withTenant(tenantId, async (tx) => {
    // The customer first, as an erasure does, so that nobody waits in a circle.
    const isErased = !(await lockAgainstErasure(tx, await customerOf(tx, idOrNumber)));
    const { row, lines } = await lockOrder(tx, idOrNumber);
    if (action === "cancel" && row.status === "canceled") return presentOrder(tx, caller, row);
    const refundable = (await findRefundable(tx, [row.id])).get(row.id) ?? 0;
    requirePossible(action, stateOf(row, lines, { isErased, refundable }), permittedActions(caller));
    const changed = await work(tx, { row, lines, at });
    if (changed === null) return presentOrder(tx, caller, row);
    const place = { tenantId, orderId: row.id, last: row.last_event, actor: actorOf(caller), at };
    const entries = isErased ? changed.entries.map(({ kind }) => ({ kind })) : changed.entries;
    const last = await appendTimeline(tx, place, entries);
    const after = await tx
      .updateTable("commerce.orders")
      .set({ ...changed.set, last_event: last, version: row.version + 1 })
      .where("id", "=", row.id)
      .returningAll()
      .$narrowType<{ number: number; status: Order["status"] }>()
      .executeTakeFirstOrThrow();
    await writeAudit(tx, {
      ...{ tenantId, actor: auditActor(caller), action: `order.${action}`, target: { type: "order", id: row.id } },
      requestId,
    });
    return presentOrder(tx, caller, after);
  });
}
