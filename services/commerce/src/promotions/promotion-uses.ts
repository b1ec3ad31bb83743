import type { Discount, PromotionKind } from "@chorus/contracts/entities/promotion";
import type { TenantTx } from "@chorus/database/database";
import { AppError } from "@chorus/kernel/app-error";
import { sql } from "kysely";
import { groupedBy } from "../grouped-by.ts";
import { isUsedUp, NO_USES, type PromotionUses } from "./promotion-rules.ts";

/** What a promotion takes off a cart, as its quote keeps it and its order copies it. */
export interface TakenDiscount {
  promotionId: string;
  kind: PromotionKind;
  name: string;
  /** By which it was asked for. */
  code: string | null;
  /** Minor units. */
  amount: number;
}

/** How often promotions were used, without canceled orders. @param customerId whose uses are also counted apart */
export async function findUses(
  tx: TenantTx,
  promotionIds: readonly string[],
  customerId?: string,
): Promise<ReadonlyMap<string, PromotionUses>> {
  if (promotionIds.length === 0) return new Map();
  const { rows } = await sql<{ id: string; all: number; own: number }>`
    select promotion_id as id, count(*)::int as all, (count(*) filter (where customer_id = ${customerId ?? null}::uuid))::int as own
    from commerce.promotion_uses
    where promotion_id = any(${promotionIds}::uuid[]) and released_at is null
    group by promotion_id`.execute(tx);
  return new Map(rows.map(({ id, all, own }) => [id, { all, ofCustomer: own }]));
}

/** Where a refusal names a promotion: by its code, or its id. */
export function pathOf({ promotionId, code }: Pick<TakenDiscount, "promotionId" | "code">): string {
  return code === null ? `promotions.${promotionId}` : `coupons.${code}`;
}

/**
 * Keeps a use of each promotion for an order that is made in this transaction: those with a limit are locked, in one order, so that
 * nobody else counts meanwhile. Taken after stock levels and before the number.
 * @throws AppError `cart_changed` with those that are used up
 */
export async function requireUses(
  tx: TenantTx,
  { customerId, discounts }: { customerId: string; discounts: readonly TakenDiscount[] },
): Promise<void> {
  if (discounts.length === 0) return;
  const limited = await tx
    .selectFrom("commerce.promotions")
    .select(["id", "max_uses", "max_uses_per_customer"])
    .where(
      "id",
      "in",
      discounts.map(({ promotionId }) => promotionId),
    )
    .where((is) => is.or([is("max_uses", "is not", null), is("max_uses_per_customer", "is not", null)]))
    .orderBy("id")
    .forNoKeyUpdate()
    .execute();
  const uses = await findUses(
    tx,
    limited.map(({ id }) => id),
    customerId,
  );
  const usedUp = new Set(
    limited
      .filter((row) => {
        const terms = { maxUses: row.max_uses, maxUsesPerCustomer: row.max_uses_per_customer };
        return isUsedUp(terms, uses.get(row.id) ?? NO_USES);
      })
      .map(({ id }) => id),
  );
  if (usedUp.size === 0) return;
  throw new AppError("cart_changed", {
    detail: "A discount of the quote has been used up meanwhile: ask for a new quote and confirm that.",
    errors: discounts
      .filter(({ promotionId }) => usedUp.has(promotionId))
      .map((discount) => ({ path: pathOf(discount), message: `${discount.name} is used up` })),
  });
}

/** Writes down what an order was given off. */
export async function recordUses(
  tx: TenantTx,
  {
    discounts,
    ...order
  }: { tenantId: string; orderId: string; customerId: string; at: Date; discounts: readonly TakenDiscount[] },
): Promise<void> {
  if (discounts.length === 0) return;
  await tx
    .insertInto("commerce.promotion_uses")
    .values(
      discounts.map(({ promotionId, name, kind, code, amount }, position) => ({
        ...{ tenant_id: order.tenantId, order_id: order.orderId, promotion_id: promotionId },
        ...{ customer_id: order.customerId, position, name, kind, code, amount },
        ...{ created_at: order.at, released_at: null },
      })),
    )
    .execute();
}

/** What a canceled or given-up order used can be used again, once. */
export async function releaseUses(tx: TenantTx, orderId: string, at: Date): Promise<void> {
  await tx
    .updateTable("commerce.promotion_uses")
    .set({ released_at: at })
    .where("order_id", "=", orderId)
    .where("released_at", "is", null)
    .execute();
}

/** What orders were given off, by order; also of canceled ones. */
export async function findDiscounts(
  tx: TenantTx,
  orders: readonly { id: string; currency: string }[],
): Promise<ReadonlyMap<string, Discount[]>> {
  const currencies = new Map(orders.map(({ id, currency }) => [id, currency]));
  const rows = await tx
    .selectFrom("commerce.promotion_uses")
    .selectAll()
    .where("order_id", "in", [...currencies.keys()])
    .orderBy("order_id")
    .orderBy("position")
    .execute();
  const byOrder = groupedBy(rows, (row) => row.order_id);
  return new Map(
    [...byOrder].map(([orderId, uses]) => [
      orderId,
      uses.map(({ promotion_id: promotionId, kind, name, code, amount }) =>
        presentDiscount({ promotionId, kind, name, code, amount }, currencies.get(orderId)!),
      ),
    ]),
  );
}

export function presentDiscount({ name: label, amount, ...discount }: TakenDiscount, currency: string): Discount {
  const { promotionId, kind, code } = discount;
  return { promotionId, kind, label, code, amount: { amount, currency } };
}
