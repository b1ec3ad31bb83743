import type { TenantTx } from "@chorus/database/database";
import { sql } from "kysely";

/** The categories of products with all above them, by product. */
export async function categoriesAbove(
  tx: TenantTx,
  productIds: readonly string[],
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const { rows } = await sql<{ product_id: string; ids: string[] }>`
    with recursive above as (
      select product_id, category_id from commerce.product_categories where product_id = any(${productIds}::uuid[])
      union
      select a.product_id, c.parent_id from above a join commerce.categories c on c.id = a.category_id
      where c.parent_id is not null
    )
    select product_id, array_agg(category_id) as ids from above group by product_id`.execute(tx);
  return new Map(rows.map((row) => [row.product_id, new Set(row.ids)]));
}
