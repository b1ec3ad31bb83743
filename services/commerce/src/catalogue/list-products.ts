import type { AccessClaims } from "@chorus/auth/access-token";
import { type ProductCard, SUMMARY_LENGTH } from "@chorus/contracts/entities/catalogue";
import { cutText } from "@chorus/contracts/cut-text";
import { Uuid } from "@chorus/contracts/ids";
import { OrderedText } from "@chorus/contracts/primitives";
import type { listProducts } from "@chorus/contracts/routes/catalogue";
import type { RouteQuery } from "@chorus/contracts/routes/define-route";
import { decodeCursor, pageOf, type Page } from "@chorus/http/keyset";
import { toTimestamp } from "@chorus/kernel/clock";
import { sql, type RawBuilder } from "kysely";
import { z } from "zod";
import type { CommerceContext } from "../context.ts";
import { heldFromThem } from "../inventory/find-available.ts";
import { findShop } from "../shop/read-shop.ts";
import type { ProductRow, Reader } from "./product-queries.ts";
import { readerOf } from "./read-products.ts";
import { anywhere, foldedText } from "./words.ts";

type Query = RouteQuery<typeof listProducts>;

/** What a list reads of a product: long descriptions stay where they are. */
interface CardRow extends Pick<
  ProductRow,
  | "id"
  | "slug"
  | "title"
  | "status"
  | "description"
  | "price_from"
  | "price_to"
  | "variant_count"
  | "version"
  | "created_at"
  | "updated_at"
  | "published_at"
> {
  in_stock: boolean;
}

/** Above every price: products without one come last when the cheapest come first. */
const NO_PRICE = Number.MAX_SAFE_INTEGER;

const ORDERS: Record<
  Query["sort"],
  { key: RawBuilder<unknown>; isDescending: boolean; of: (row: CardRow) => unknown }
> = {
  title: { key: sql`title`, isDescending: false, of: ({ title }) => title },
  price: {
    key: sql`coalesce(price_from, ${sql.lit(NO_PRICE)})`,
    isDescending: false,
    of: ({ price_from: price }) => price ?? NO_PRICE,
  },
  "-price": { key: sql`coalesce(price_from, -1)`, isDescending: true, of: ({ price_from: price }) => price ?? -1 },
  // Ids are made in the order of time.
  newest: { key: sql`id`, isDescending: true, of: ({ id }) => id },
};

const Position = {
  title: z.object({ sort: z.literal("title"), value: OrderedText, id: z.uuid() }),
  price: z.object({ sort: z.literal("price"), value: z.int(), id: z.uuid() }),
  "-price": z.object({ sort: z.literal("-price"), value: z.int(), id: z.uuid() }),
  newest: z.object({ sort: z.literal("newest"), value: z.uuid(), id: z.uuid() }),
};

/** A page of products as cards. @throws AppError `invalid` for a cursor of another order */
export async function readProducts(
  context: CommerceContext,
  caller: AccessClaims,
  query: Query,
): Promise<Page<ProductCard>> {
  const reader = readerOf(context, caller);
  const { limit, sort } = query;
  const { key, isDescending, of } = ORDERS[sort];
  const after = decodeCursor(Position[sort], query.cursor);
  const direction = isDescending ? sql`desc` : sql`asc`;
  const beyond = isDescending ? sql`<` : sql`>`;
  return context.database.readTenant(caller.tenantId, async (tx) => {
    const conditions = [
      ...conditionsOf(query, reader),
      ...(after ? [sql<boolean>`(${key}, id) ${beyond} (${after.value}, ${after.id}::uuid)`] : []),
    ];
    // Whether it is in stock is asked of the page alone.
    const { rows } = await sql<CardRow>`
      with page as materialized (
        select id, slug, title, status, left(description, ${2 * SUMMARY_LENGTH}) as description, price_from, price_to,
          variant_count, version, created_at, updated_at, published_at
        from commerce.products
        where ${sql.join(conditions, sql` and `)}
        order by ${key} ${direction}, id ${direction}
        limit ${limit + 1})
      select products.*, ${isInStock(reader)} as in_stock
      from page as products order by ${key} ${direction}, id ${direction}`.execute(tx);
    const { currency } = await findShop(tx);
    return pageOf(
      rows,
      limit,
      (row) => presentCard(row, currency),
      (row) => ({ sort, value: of(row), id: row.id }),
    );
  });
}

function presentCard(row: CardRow, currency: string): ProductCard {
  const money = (amount: number | null) => (amount === null ? null : { amount, currency });
  return {
    ...{ id: row.id, slug: row.slug, title: row.title, status: row.status },
    summary: cutText(row.description.replaceAll(/\s+/g, " ").trim(), SUMMARY_LENGTH),
    ...{ priceFrom: money(row.price_from), priceTo: money(row.price_to), variantCount: row.variant_count },
    ...{ inStock: row.in_stock, version: row.version },
    createdAt: toTimestamp(row.created_at),
    updatedAt: toTimestamp(row.updated_at),
    publishedAt: row.published_at && toTimestamp(row.published_at),
  };
}

function conditionsOf({ q, category, min, max, inStock, status }: Query, reader: Reader): RawBuilder<boolean>[] {
  const words = foldedText(q ?? "")
    .split(/\s+/)
    .filter((word) => word !== "");
  return [
    reader.isCustomer ? sql`status = 'active'` : sql`true`,
    ...(status ? [sql<boolean>`status = ${status}`] : []),
    ...words.map((word) => sql<boolean>`search_text like ${anywhere(word)}`),
    ...(min === undefined ? [] : [sql<boolean>`price_to >= ${min}`]),
    ...(max === undefined ? [] : [sql<boolean>`price_from <= ${max}`]),
    // What costs more and less may have nothing between.
    ...(min === undefined || max === undefined ? [] : [hasPriceBetween(min, max)]),
    ...(category === undefined ? [] : [isIn(category)]),
    ...(inStock === undefined ? [] : [inStock === "true" ? isInStock(reader) : sql<boolean>`not ${isInStock(reader)}`]),
  ];
}

function hasPriceBetween(min: number, max: number): RawBuilder<boolean> {
  return sql`exists (select from commerce.variants v where v.product_id = products.id and v.price between ${min} and ${max})`;
}

/** In this category, or one below it. */
function isIn(category: string): RawBuilder<boolean> {
  const column = sql.ref(Uuid.safeParse(category).success ? "id" : "slug");
  return sql`id in (
    with recursive below as (
      select id from commerce.categories where ${column} = ${category}
      union select c.id from commerce.categories c join below b on c.parent_id = b.id
    )
    select pc.product_id from commerce.product_categories pc join below b on b.id = pc.category_id)`;
}

function isInStock({ at, customerId }: Reader): RawBuilder<boolean> {
  return sql`exists (
    select from commerce.variants v where v.product_id = products.id and (not v.is_tracked or exists (
      select from commerce.stock_levels l
      where l.variant_id = v.id and l.on_hand - l.allocated > coalesce((
        select sum(h.quantity) from commerce.holds h
        where h.variant_id = l.variant_id and h.location_id = l.location_id
          and ${heldFromThem(at, { customerId })}), 0))))`;
}
