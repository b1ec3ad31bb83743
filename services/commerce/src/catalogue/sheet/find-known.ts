import type { TenantTx } from "@chorus/database/database";
import type { ShopSettings } from "../../shop/read-shop.ts";
import { groupedBy } from "../../grouped-by.ts";
import { taxClassesOf } from "../save-product.ts";
import type { Known, KnownProduct } from "./plan-import.ts";
import type { SheetProduct } from "./read-sheet.ts";

/** What the shop has of what a sheet names; its products are locked. */
export async function findKnown(tx: TenantTx, shop: ShopSettings, sheet: readonly SheetProduct[]): Promise<Known> {
  const slugs = sheet.map(({ slug }) => slug);
  const skus = sheet.flatMap(({ variants }) => variants.map(({ sku }) => sku));
  const categories = sheet.flatMap((product) => product.categories ?? []);
  return {
    products: await findProducts(tx, slugs),
    categories: await findCategories(tx, categories),
    skus: await findOwners(tx, skus),
    taxClasses: taxClassesOf(shop),
  };
}

async function findProducts(tx: TenantTx, slugs: readonly string[]): Promise<Map<string, KnownProduct>> {
  if (slugs.length === 0) return new Map();
  // In one order, so that nobody waits in a circle.
  const query = tx.selectFrom("commerce.products").selectAll().where("slug", "in", slugs).orderBy("id");
  const rows = await query.forUpdate().execute();
  const ids = rows.map(({ id }) => id);
  if (ids.length === 0) return new Map();
  const variants = groupedBy(
    await tx.selectFrom("commerce.variants").selectAll().where("product_id", "in", ids).orderBy("position").execute(),
    (variant) => variant.product_id,
  );
  const links = groupedBy(
    await tx.selectFrom("commerce.product_categories").selectAll().where("product_id", "in", ids).execute(),
    (link) => link.product_id,
  );
  return new Map(
    rows.map((row) => [
      row.slug,
      {
        ...{ id: row.id, title: row.title, description: row.description, status: row.status },
        ...{ taxClass: row.tax_class, options: row.options },
        categoryIds: (links.get(row.id) ?? []).map((link) => link.category_id),
        variants: (variants.get(row.id) ?? []).map((variant) => ({
          ...{ id: variant.id, sku: variant.sku, chosen: variant.options, optionKey: variant.option_key },
          ...{ price: variant.price, isTracked: variant.is_tracked },
        })),
      },
    ]),
  );
}

async function findCategories(tx: TenantTx, slugs: readonly string[]): Promise<Map<string, string>> {
  if (slugs.length === 0) return new Map();
  // Nobody removes one meanwhile.
  const query = tx.selectFrom("commerce.categories").select(["id", "slug"]).where("slug", "in", slugs).orderBy("id");
  return new Map((await query.forShare().execute()).map(({ id, slug }) => [slug, id]));
}

async function findOwners(tx: TenantTx, skus: readonly string[]): Promise<Map<string, string>> {
  if (skus.length === 0) return new Map();
  const rows = await tx
    .selectFrom("commerce.variants as v")
    .innerJoin("commerce.products as p", "p.id", "v.product_id")
    .select(["v.sku", "p.slug"])
    .where("v.sku", "in", skus)
    .execute();
  return new Map(rows.map(({ sku, slug }) => [sku, slug]));
}
