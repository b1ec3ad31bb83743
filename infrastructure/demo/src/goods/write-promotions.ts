import type { TenantTx } from "@chorus/database/database";
import { type Random, uuidAt } from "../random.ts";
import type { GoodsDraft } from "./draft-goods.ts";

const DAY = 24 * 3_600_000;

/** What the demo shop gives off now: a tenth off by a code, once for each customer, and tents for less this month. */
export async function writePromotions(
  tx: TenantTx,
  { categories }: GoodsDraft,
  { tenantId, nowMs }: { tenantId: string; nowMs: number },
  random: Random,
): Promise<void> {
  const beganMs = nowMs - 14 * DAY;
  const at = new Date(beganMs);
  const welcomeId = uuidAt(beganMs, random);
  const shared = {
    ...{ tenant_id: tenantId, kind: "percent" as const, value: 1_000, currency: "EUR", max_uses: null },
    ...{ begins_at: at, ended_at: null, created_at: at, updated_at: at },
  };
  await tx
    .insertInto("commerce.promotions")
    .values([
      {
        ...shared,
        ...{ id: welcomeId, name: "Welcome: 10 % off", needs_coupon: true, combines: false },
        ...{ minimum_subtotal: 2_500, category_ids: [], max_uses_per_customer: 1, ends_at: null },
      },
      {
        ...shared,
        ...{ id: uuidAt(beganMs + 1, random), name: "Winter sale: 15 % off tents", value: 1_500, needs_coupon: false },
        ...{ combines: true, minimum_subtotal: 0, max_uses_per_customer: null, ends_at: new Date(nowMs + 30 * DAY) },
        category_ids: categories.filter(({ name }) => name === "Tents").map(({ id }) => id),
      },
    ])
    .execute();
  const coupon = { tenant_id: tenantId, code: "WELCOME10", promotion_id: welcomeId, created_at: at };
  await tx.insertInto("commerce.coupons").values(coupon).execute();
}
