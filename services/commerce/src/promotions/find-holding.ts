import type { FieldError } from "@chorus/contracts/errors";
import type { TenantTx } from "@chorus/database/database";
import { formatMoney } from "@chorus/kernel/money";
import { AppError } from "@chorus/kernel/app-error";
import { type PromotionRow, termsOf } from "./promotion-rows.ts";
import { NO_USES, type NotHolding, whyNotHolding } from "./promotion-rules.ts";
import { findUses, pathOf } from "./promotion-uses.ts";

/** A promotion that holds for a cart, and the code that asked for it. */
export interface Holding {
  row: PromotionRow;
  code: string | null;
}

interface Asking {
  customerId: string;
  /** What the goods cost before anything is taken off; minor units. */
  subtotal: number;
  at: Date;
}

/** What holds for a cart now, and which of its codes do not, for people. */
export async function findHolding(
  tx: TenantTx,
  cartId: string,
  asking: Asking,
): Promise<{ holding: Holding[]; lapsed: FieldError[] }> {
  const { at } = asking;
  const ofThemselves = await tx
    .selectFrom("commerce.promotions")
    .selectAll()
    .where("needs_coupon", "=", false)
    .where("ended_at", "is", null)
    .where("begins_at", "<=", at)
    .where((is) => is.or([is("ends_at", "is", null), is("ends_at", ">", at)]))
    .execute();
  const byCode = await tx
    .selectFrom("commerce.cart_coupons as k")
    .innerJoin("commerce.coupons as c", "c.code", "k.code")
    .innerJoin("commerce.promotions as p", "p.id", "c.promotion_id")
    .selectAll("p")
    .select("k.code")
    .where("k.cart_id", "=", cartId)
    .orderBy("k.added_at")
    .orderBy("k.code")
    .execute();
  const asked = new Map<string, Holding>(ofThemselves.map((row) => [row.id, { row, code: null }]));
  // Of two codes for one promotion the first one counts.
  for (const { code, ...row } of byCode) if (!asked.has(row.id)) asked.set(row.id, { row, code });
  const all = [...asked.values()];
  const reasons = await reasonsOf(tx, all, asking);
  const lapsed = all.flatMap(({ row, code }) => {
    const reason = reasons.get(row.id);
    return reason && code !== null
      ? [{ path: pathOf({ promotionId: row.id, code }), message: textOf(reason, row) }]
      : [];
  });
  return { holding: all.filter(({ row }) => !reasons.has(row.id)), lapsed };
}

/** @throws AppError `coupon_unknown`, or what says why its promotion does not hold */
export async function requireCoupon(tx: TenantTx, code: string, asking: Asking): Promise<void> {
  const row = await tx
    .selectFrom("commerce.coupons as c")
    .innerJoin("commerce.promotions as p", "p.id", "c.promotion_id")
    .selectAll("p")
    .where("c.code", "=", code)
    .executeTakeFirst();
  if (!row) throw refusal("coupon_unknown", "This shop has no such coupon.");
  const reason = (await reasonsOf(tx, [{ row, code }], asking)).get(row.id);
  if (reason) throw refusal(reason, `The coupon ${textOf(reason, row)}.`);
}

function refusal(code: NotHolding | "coupon_unknown", detail: string): AppError {
  return new AppError(code, { detail, errors: [{ path: "code", message: detail }] });
}

/** Why promotions do not hold, by their ids; those that do are not there. */
async function reasonsOf(
  tx: TenantTx,
  asked: readonly Holding[],
  { customerId, subtotal, at }: Asking,
): Promise<ReadonlyMap<string, NotHolding>> {
  const limited = asked.filter(({ row }) => row.max_uses !== null || row.max_uses_per_customer !== null);
  const uses = await findUses(
    tx,
    limited.map(({ row }) => row.id),
    customerId,
  );
  return new Map(
    asked.flatMap(({ row }) => {
      const reason = whyNotHolding(termsOf(row), { at, subtotal, uses: uses.get(row.id) ?? NO_USES });
      return reason ? [[row.id, reason] as const] : [];
    }),
  );
}

function textOf(
  reason: NotHolding,
  { minimum_subtotal: minimum, currency, begins_at: beginsAt }: PromotionRow,
): string {
  const texts: Record<NotHolding, string> = {
    coupon_not_begun: `begins at ${beginsAt.toISOString()}`,
    coupon_ended: "has ended",
    coupon_used_up: "is used up",
    coupon_needs_more: `needs goods for ${formatMoney({ amount: BigInt(minimum), currency })} ${currency}`,
  };
  return texts[reason];
}
