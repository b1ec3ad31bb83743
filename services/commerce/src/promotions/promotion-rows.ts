import type { Promotion } from "@chorus/contracts/entities/promotion";
import type { TenantTx } from "@chorus/database/database";
import type { PromotionsTable } from "@chorus/database/tables/promotions";
import { notFound } from "@chorus/kernel/app-error";
import { toTimestamp } from "@chorus/kernel/clock";
import type { Selectable } from "kysely";
import { findUses } from "./promotion-uses.ts";
import { type PromotionTerms, statusOf } from "./promotion-rules.ts";

export type PromotionRow = Selectable<PromotionsTable>;

/** @throws AppError `not_found` */
export async function findPromotion(tx: TenantTx, promotionId: string): Promise<PromotionRow> {
  return found(await byId(tx, promotionId).executeTakeFirst());
}

/** Locked, for a change: nobody counts its uses meanwhile. @throws AppError `not_found` */
export async function lockPromotion(tx: TenantTx, promotionId: string): Promise<PromotionRow> {
  return found(await byId(tx, promotionId).forNoKeyUpdate().executeTakeFirst());
}

function byId(tx: TenantTx, promotionId: string) {
  return tx.selectFrom("commerce.promotions").selectAll().where("id", "=", promotionId);
}

function found(row: PromotionRow | undefined): PromotionRow {
  if (!row) throw notFound();
  return row;
}

export function termsOf(row: PromotionRow): PromotionTerms {
  return {
    ...{ beginsAt: row.begins_at, endsAt: row.ends_at, endedAt: row.ended_at },
    ...{ maxUses: row.max_uses, maxUsesPerCustomer: row.max_uses_per_customer },
    minimumSubtotal: row.minimum_subtotal,
  };
}

/** Promotions as the desk sees them, in the order of the rows. */
export async function presentPromotions(tx: TenantTx, rows: readonly PromotionRow[], at: Date): Promise<Promotion[]> {
  const uses = await findUses(
    tx,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => {
    const { currency } = row;
    return {
      ...{ id: row.id, name: row.name, kind: row.kind, status: statusOf(termsOf(row), at), value: row.value, currency },
      minimumSubtotal: { amount: row.minimum_subtotal, currency },
      ...{ productIds: row.product_ids, categoryIds: row.category_ids, needsCoupon: row.needs_coupon },
      ...{ combines: row.combines, priority: row.priority, maxUses: row.max_uses },
      ...{ maxUsesPerCustomer: row.max_uses_per_customer, uses: uses.get(row.id)?.all ?? 0 },
      beginsAt: toTimestamp(row.begins_at),
      endsAt: row.ends_at && toTimestamp(row.ends_at),
      endedAt: row.ended_at && toTimestamp(row.ended_at),
      version: row.version,
      createdAt: toTimestamp(row.created_at),
      updatedAt: toTimestamp(row.updated_at),
    };
  });
}

export async function presentPromotion(tx: TenantTx, row: PromotionRow, at: Date): Promise<Promotion> {
  const [promotion] = await presentPromotions(tx, [row], at);
  return promotion!;
}
