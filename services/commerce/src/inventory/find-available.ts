import type { TenantTx } from "@chorus/database/database";
import { sql } from "kysely";

/**
 * Units of each variant that can still be promised, over all locations: what is there, without what orders have and what carts hold.
 * @param heldUntil holds that end later than this count
 * @param exceptCartIds whose own holds do not count
 */
export async function findAvailable(
  tx: TenantTx,
  variantIds: readonly string[],
  { heldUntil, exceptCartIds = [] }: { heldUntil: Date; exceptCartIds?: readonly string[] },
): Promise<Map<string, number>> {
  if (variantIds.length === 0) return new Map();
  const { rows } = await sql<{ variant_id: string; available: number }>`
    select l.variant_id, sum(greatest(l.on_hand - l.allocated - coalesce(h.held, 0), 0))::int as available
    from commerce.stock_levels l
    left join lateral (
      select sum(quantity) as held from commerce.holds h
      where h.variant_id = l.variant_id and h.location_id = l.location_id and h.expires_at > ${heldUntil}
        and h.cart_id <> all(${exceptCartIds}::uuid[])
    ) h on true
    where l.variant_id = any(${variantIds}::uuid[])
    group by l.variant_id`.execute(tx);
  return new Map(rows.map((row) => [row.variant_id, row.available]));
}
