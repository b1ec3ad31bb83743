import type { TenantTx } from "@chorus/database/database";
import { inParts } from "../in-parts.ts";
import { type Random, uuidAt } from "../random.ts";
import type { GoodsDraft } from "./draft-goods.ts";
import { FREE_SHIPPING_FROM, type OrderDraft, SHIPPING_FEE } from "./draft-orders.ts";

/** Where the demo shop's goods lie: orders are sent from the first one. */
const LOCATIONS = [
  { name: "Warehouse Leeds", code: "LEEDS" },
  { name: "Shop Manchester", code: "MANCHESTER" },
] as const;
/** One variant in so many has nothing left. */
const SOLD_OUT = 17;

interface Opening {
  tenantId: string;
  ownerId: string;
  openedMs: number;
}

/** The shop's settings, categories, products and variants. */
export async function writeGoods(tx: TenantTx, { categories, products }: GoodsDraft, opening: Opening): Promise<void> {
  const tenant = { tenant_id: opening.tenantId };
  const at = new Date(opening.openedMs);
  await tx
    .insertInto("commerce.shops")
    .values({
      ...tenant,
      ...{
        currency: "EUR",
        prices_include_tax: true,
        shipping_fee: SHIPPING_FEE,
        free_shipping_from: FREE_SHIPPING_FROM,
      },
      tax_rates: JSON.stringify([{ taxClass: "standard", rate: 190_000 }]),
    })
    .execute();
  await tx
    .insertInto("commerce.categories")
    .values(
      categories.map((category, position) => ({ ...tenant, ...category, parent_id: null, position, created_at: at })),
    )
    .execute();
  await tx
    .insertInto("commerce.products")
    .values(
      products.map(({ id, slug, title, description, options, price, searchText, variants }) => ({
        ...{ ...tenant, id, slug, title, description, status: "active" as const, tax_class: "standard" },
        ...{ options: JSON.stringify(options), search_text: searchText, price_from: price, price_to: price },
        ...{ variant_count: variants.length, created_at: at, updated_at: at, published_at: at },
      })),
    )
    .execute();
  await tx
    .insertInto("commerce.product_categories")
    .values(products.map(({ id, categoryId }) => ({ ...tenant, product_id: id, category_id: categoryId })))
    .execute();
  const variants = products.flatMap((product) =>
    product.variants.map(({ id, sku, price, options }, position) => ({
      ...{ ...tenant, id, product_id: product.id, sku, price, currency: "EUR", position, created_at: at },
      options: JSON.stringify(Object.fromEntries(options.map(({ name, value }) => [name, value]))),
      option_key: JSON.stringify(options.map(({ value }) => value)),
    })),
  );
  await inParts(variants, (part) => tx.insertInto("commerce.variants").values(part).execute());
}

/** What was received when the shop opened, and what orders have promised and sent since: levels are the sums of it. */
export async function writeStock(
  tx: TenantTx,
  { products }: GoodsDraft,
  orders: readonly OrderDraft[],
  { tenantId, ownerId, openedMs }: Opening,
  random: Random,
): Promise<void> {
  const tenant = { tenant_id: tenantId };
  const locations = LOCATIONS.map((location, rank) => ({ ...location, rank, id: uuidAt(openedMs, random) }));
  const at = new Date(openedMs);
  await tx
    .insertInto("commerce.locations")
    .values(locations.map((location) => ({ ...tenant, ...location, created_at: at })))
    .execute();

  const lines = orders.flatMap((order) => order.lines.map((line) => ({ ...line, order })));
  const ordered = new Map<string, number>();
  for (const { variant, quantity } of lines) ordered.set(variant.id, (ordered.get(variant.id) ?? 0) + quantity);
  const received = products.flatMap((product) =>
    product.variants.flatMap(({ id }, index) =>
      locations.flatMap((location, rank) => {
        const isSoldOut = (index + product.title.length) % SOLD_OUT === 0;
        const spare = isSoldOut ? 0 : random.between(2, rank === 0 ? 40 : 6);
        const quantity = spare + (rank === 0 ? (ordered.get(id) ?? 0) : 0);
        if (quantity === 0) return [];
        const by = { actor_type: "user" as const, actor_id: ownerId, reason: "Opening stock" };
        return [
          { ...moved(id, location.id, openedMs), kind: "received" as const, quantity, order_line_id: null, ...by },
        ];
      }),
    ),
  );
  const [warehouse] = locations;
  const promised = lines.flatMap(({ id, variant, quantity, order }) => {
    const of = {
      quantity,
      order_line_id: id,
      reason: null,
      actor_type: "customer" as const,
      actor_id: order.customerId,
    };
    const first = { ...moved(variant.id, warehouse!.id, order.placedMs), kind: "allocated" as const, ...of };
    const kind = { sent: "shipped", delivered: "shipped", canceled: "released", new: null, held: null } as const;
    const next = kind[order.stage];
    return next ? [first, { ...first, ...moved(variant.id, warehouse!.id, order.changedMs), kind: next }] : [first];
  });
  const movements = [...received, ...promised].toSorted((left, right) => +left.created_at - +right.created_at);
  await inParts(movements, (part) => tx.insertInto("commerce.stock_movements").values(part).execute());

  function moved(variantId: string, locationId: string, atMs: number) {
    const id = uuidAt(atMs, random);
    return { ...tenant, id, variant_id: variantId, location_id: locationId, created_at: new Date(atMs) };
  }
}
