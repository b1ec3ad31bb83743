import type { Product, Variant } from "@chorus/contracts/entities/catalogue";
import { Uuid } from "@chorus/contracts/ids";
import type { TenantTx } from "@chorus/database/database";
import type { ProductsTable, VariantsTable } from "@chorus/database/tables/commerce";
import { notFound } from "@chorus/kernel/app-error";
import { toTimestamp } from "@chorus/kernel/clock";
import { sql, type Selectable } from "kysely";
import { groupedBy } from "../grouped-by.ts";
import { findAvailable } from "../inventory/find-available.ts";
import { valuesOf } from "./option-matrix.ts";
import { foldedText } from "./words.ts";

export type ProductRow = Selectable<ProductsTable>;
export type VariantRow = Selectable<VariantsTable>;

/** What a reader may see: customers only active products, and no counts. */
export interface Reader {
  isCustomer: boolean;
  /** Whose own holds do not count. */
  customerId?: string;
  at: Date;
}

/** Locked, for a change. @throws AppError `not_found` */
export async function lockProduct(tx: TenantTx, idOrSlug: string): Promise<ProductRow> {
  const row = await byIdOrSlug(tx, idOrSlug).forUpdate().executeTakeFirst();
  if (!row) throw notFound();
  return row;
}

/** @throws AppError `not_found`, also for what this reader does not see */
export async function findProduct(tx: TenantTx, idOrSlug: string, reader: Reader): Promise<ProductRow> {
  const row = await byIdOrSlug(tx, idOrSlug).executeTakeFirst();
  if (!row || (reader.isCustomer && row.status !== "active")) throw notFound();
  return row;
}

function byIdOrSlug(tx: TenantTx, idOrSlug: string) {
  const isId = Uuid.safeParse(idOrSlug).success;
  return tx
    .selectFrom("commerce.products")
    .selectAll()
    .where(isId ? "id" : "slug", "=", idOrSlug);
}

/** A product as a reader sees it, with its variants. */
export async function presentProduct(tx: TenantTx, row: ProductRow, reader: Reader): Promise<Product> {
  const variants = await tx
    .selectFrom("commerce.variants")
    .selectAll()
    .where("product_id", "=", row.id)
    .orderBy("position")
    .orderBy("id")
    .execute();
  const links = await tx
    .selectFrom("commerce.product_categories")
    .select("category_id")
    .where("product_id", "=", row.id)
    .orderBy("category_id")
    .execute();
  const variantIds = variants.map(({ id }) => id);
  const available = await findAvailable(tx, variantIds, { at: reader.at, own: { customerId: reader.customerId } });
  const shown = variants.map((variant) => presentVariant(variant, row, available.get(variant.id) ?? 0, reader));
  const money = (amount: number | null) => {
    const currency = shown[0]?.price.currency;
    return amount === null || currency === undefined ? null : { amount, currency };
  };
  return {
    ...{ id: row.id, slug: row.slug, title: row.title, description: row.description, status: row.status },
    ...{ taxClass: row.tax_class, options: row.options },
    categoryIds: links.map((link) => link.category_id),
    priceFrom: money(row.price_from),
    priceTo: money(row.price_to),
    inStock: shown.some(({ inStock }) => inStock),
    variants: shown,
    version: row.version,
    createdAt: toTimestamp(row.created_at),
    updatedAt: toTimestamp(row.updated_at),
    publishedAt: row.published_at && toTimestamp(row.published_at),
  };
}

function presentVariant(row: VariantRow, product: ProductRow, available: number, reader: Reader): Variant {
  return {
    ...{ id: row.id, productId: row.product_id, sku: row.sku },
    options: valuesOf(product.options, row.options),
    price: { amount: row.price, currency: row.currency },
    isTracked: row.is_tracked,
    inStock: !row.is_tracked || available > 0,
    available: row.is_tracked && !reader.isCustomer ? available : null,
    version: row.version,
  };
}

/** What a product says of its variants, worked out again after a change of either, with one more version. */
export async function refreshProduct(tx: TenantTx, productId: string, at: Date): Promise<ProductRow> {
  const [row] = await refreshProducts(tx, [productId], at);
  return row!;
}

/** The same of several. */
export async function refreshProducts(tx: TenantTx, productIds: readonly string[], at: Date): Promise<ProductRow[]> {
  if (productIds.length === 0) return [];
  const variants = groupedBy(
    await tx
      .selectFrom("commerce.variants")
      .select(["product_id", "sku", "price"])
      .where("product_id", "in", productIds)
      .orderBy("id")
      .execute(),
    (variant) => variant.product_id,
  );
  const products = await tx
    .selectFrom("commerce.products")
    .select(["id", "title", "description"])
    .where("id", "in", productIds)
    .execute();
  const facts = products.map(({ id, title, description }) => {
    const own = variants.get(id) ?? [];
    const prices = own.map(({ price }) => price);
    return {
      id,
      price_from: prices.length === 0 ? null : Math.min(...prices),
      price_to: prices.length === 0 ? null : Math.max(...prices),
      variant_count: prices.length,
      search_text: foldedText([title, description, ...own.map(({ sku }) => sku)].join("\n")),
    };
  });
  await sql`
    update commerce.products p
    set price_from = n.price_from, price_to = n.price_to, variant_count = n.variant_count, search_text = n.search_text,
      version = p.version + 1, updated_at = ${at}
    from jsonb_to_recordset(${JSON.stringify(facts)}::jsonb)
      as n (id uuid, price_from bigint, price_to bigint, variant_count integer, search_text text)
    where p.id = n.id`.execute(tx);
  return tx.selectFrom("commerce.products").selectAll().where("id", "in", productIds).execute();
}
