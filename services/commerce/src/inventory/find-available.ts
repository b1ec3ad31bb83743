import type { TenantTx } from "@chorus/database/database";
import { type RawBuilder, sql } from "kysely";

/** Whose own holds do not count: what somebody keeps for themselves is there for them. */
export interface OwnHolds {
  cartIds?: readonly string[];
  customerId?: string | undefined;
}

/** Of the holds `h`, those that keep something from somebody at a time. */
export function heldFromThem(at: Date, { cartIds = [], customerId }: OwnHolds): RawBuilder<boolean> {
  return sql<boolean>`h.expires_at > ${at} and h.cart_id <> all(${cartIds}::uuid[]) ${
    customerId === undefined
      ? sql``
      : sql`and not exists (select from commerce.carts own where own.id = h.cart_id and own.customer_id = ${customerId})`
  }`;
}

/**
 * Units of each variant that can still be promised, over all locations: what is there, without what orders have and what carts hold.
 * @param at holds that end later than this count
 */
export async function findAvailable(
  tx: TenantTx,
  variantIds: readonly string[],
  { at, own = {} }: { at: Date; own?: OwnHolds },
): Promise<Map<string, number>> {
  if (variantIds.length === 0) return new Map();
  const { rows } = await sql<{ variant_id: string; available: number }>`
    select l.variant_id, sum(greatest(l.on_hand - l.allocated - coalesce(h.held, 0), 0))::int as available
    from commerce.stock_levels l
    left join lateral (
      select sum(quantity) as held from commerce.holds h
      where h.variant_id = l.variant_id and h.location_id = l.location_id and ${heldFromThem(at, own)}
    ) h on true
    where l.variant_id = any(${variantIds}::uuid[])
    group by l.variant_id`.execute(tx);
  return new Map(rows.map((row) => [row.variant_id, row.available]));
}
