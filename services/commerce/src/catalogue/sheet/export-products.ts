import type { AccessClaims } from "@chorus/auth/access-token";
import { requirePermission } from "@chorus/auth/permission";
import { toCsv } from "@chorus/contracts/csv";
import { streamText } from "@chorus/http/stream-text";
import { formatMoney } from "@chorus/kernel/money";
import type { TenantTx } from "@chorus/database/database";
import type { CommerceContext } from "../../context.ts";
import { groupedBy } from "../../grouped-by.ts";
import { valuesOf } from "../option-matrix.ts";
import type { ProductRow, VariantRow } from "../product-queries.ts";
import { CATEGORY_SEPARATOR, COLUMNS, OPTION_COLUMNS } from "./sheet-columns.ts";

const PRODUCTS_AT_ONCE = 100;

/** All products as a sheet, which is read and sent a hundred products at a time. */
export function exportProducts(context: CommerceContext, caller: AccessClaims): ReadableStream<Uint8Array> {
  requirePermission(caller, "catalog.manage");
  const { tenantId } = caller;
  return streamText(pagesOf(context, tenantId), { logger: context.logger, tenantId });
}

async function* pagesOf({ database }: CommerceContext, tenantId: string): AsyncGenerator<string> {
  yield toCsv([COLUMNS]);
  let after: string | undefined;
  for (;;) {
    const page = await database.readTenant(tenantId, (tx) => readPage(tx, after));
    if (page.rows.length > 0) yield toCsv(page.rows);
    if (page.last === undefined) return;
    after = page.last;
  }
}

async function readPage(
  tx: TenantTx,
  after: string | undefined,
): Promise<{ rows: string[][]; last: string | undefined }> {
  let query = tx.selectFrom("commerce.products").selectAll().orderBy("id").limit(PRODUCTS_AT_ONCE);
  if (after !== undefined) query = query.where("id", ">", after);
  const products = await query.execute();
  const ids = products.map(({ id }) => id);
  if (ids.length === 0) return { rows: [], last: undefined };
  const variants = groupedBy(
    await tx
      .selectFrom("commerce.variants")
      .selectAll()
      .where("product_id", "in", ids)
      .orderBy("position")
      .orderBy("id")
      .execute(),
    (variant) => variant.product_id,
  );
  const links = groupedBy(
    await tx
      .selectFrom("commerce.product_categories as l")
      .innerJoin("commerce.categories as c", "c.id", "l.category_id")
      .select(["l.product_id", "c.slug"])
      .where("l.product_id", "in", ids)
      .orderBy("c.slug")
      .execute(),
    (link) => link.product_id,
  );
  const rows = products.flatMap((product) => {
    const categories = (links.get(product.id) ?? []).map(({ slug }) => slug).join(CATEGORY_SEPARATOR);
    const [first, ...others] = variants.get(product.id) ?? [];
    // What all rows of a product have in common stands in its first one.
    const whole = [product.title, product.description, product.status, categories, product.tax_class];
    return [
      [product.slug, ...whole, ...cellsOf(first, product)],
      ...others.map((variant) => [product.slug, ...whole.map(() => ""), ...cellsOf(variant, product)]),
    ];
  });
  return { rows, last: products.length < PRODUCTS_AT_ONCE ? undefined : ids.at(-1) };
}

function cellsOf(variant: VariantRow | undefined, product: ProductRow): string[] {
  const chosen = variant ? valuesOf(product.options, variant.options) : [];
  const options = OPTION_COLUMNS.flatMap((_, at) => [chosen[at]?.name ?? "", chosen[at]?.value ?? ""]);
  if (!variant) return ["", "", "", ...options];
  const price = formatMoney({ amount: BigInt(variant.price), currency: variant.currency });
  return [variant.sku, price, variant.is_tracked ? "yes" : "no", ...options];
}
