import type { AccessClaims } from "@chorus/auth/access-token";
import { requirePermission } from "@chorus/auth/permission";
import type { ImportedProducts } from "@chorus/contracts/entities/catalogue";
import type { importProducts as route } from "@chorus/contracts/routes/catalogue";
import type { RouteBody } from "@chorus/contracts/routes/define-route";
import type { TenantTx } from "@chorus/database/database";
import { auditActor, writeAudit } from "@chorus/database/write-audit";
import { AppError } from "@chorus/kernel/app-error";
import { sql } from "kysely";
import type { CommerceContext } from "../../context.ts";
import { findShop, lockShop, STANDARD_TAX_CLASS } from "../../shop/read-shop.ts";
import { withFreeSlug } from "../free-slug.ts";
import { refreshProducts } from "../product-queries.ts";
import { linkCategories, insertProducts } from "../save-product.ts";
import { insertVariants, withFreeNames } from "../save-variants.ts";
import { findKnown } from "./find-known.ts";
import { requireNoMistakes } from "./mistakes.ts";
import { planImport, type PlannedProduct } from "./plan-import.ts";
import { readSheet } from "./read-sheet.ts";

/**
 * Makes and changes products by a sheet, in one transaction: all of it or nothing. What it does not name stays, and what is as it
 * says already gets no new version.
 * @throws AppError `invalid` for what is no sheet, and for each mistake in it by row and column; `conflict` while another sheet of the
 * company is being imported; `already_exists` for a slug or SKU that somebody else took at the same time
 */
export async function importProducts(
  context: CommerceContext,
  caller: AccessClaims,
  { csv, dryRun: isDryRun = false }: RouteBody<typeof route>,
  requestId: string,
): Promise<ImportedProducts> {
  requirePermission(caller, "catalog.manage");
  const { tenantId } = caller;
  return withFreeSlug("product", () =>
    withFreeNames(() =>
      context.database.withTenant(tenantId, async (tx) => {
        await requireOnlyImport(tx, tenantId);
        // No other currency meanwhile.
        await lockShop(tx, tenantId, "shared");
        const shop = await findShop(tx);
        const { rows, products, mistakes } = readSheet(csv, shop.currency);
        const plan = planImport(products, await findKnown(tx, shop, products), STANDARD_TAX_CLASS);
        requireNoMistakes([...mistakes, ...plan.mistakes]);
        const summary = { isDryRun, rows, ...countsOf(plan.planned) };
        const changed = plan.planned.filter(({ isChanged }) => isChanged);
        if (isDryRun || changed.length === 0) return summary;
        await apply(context, tx, { tenantId, currency: shop.currency }, changed);
        const detail = { products: summary.products, variants: summary.variants };
        await writeAudit(tx, {
          ...{ tenantId, actor: auditActor(caller), action: "product.import", detail, requestId },
          target: { type: "shop", id: null },
        });
        return summary;
      }),
    ),
  );
}

/** A sheet holds its products for as long as it takes: one of a company at a time. @throws AppError `conflict` */
async function requireOnlyImport(tx: TenantTx, tenantId: string): Promise<void> {
  const { rows } = await sql<{ is_alone: boolean }>`
    select pg_try_advisory_xact_lock(hashtextextended(${`import ${tenantId}`}, 0)) as is_alone`.execute(tx);
  if (rows[0]?.is_alone) return;
  throw new AppError("conflict", {
    detail: "Another sheet is just being imported: try again in a moment.",
    retryMs: 2_000,
  });
}

function countsOf(planned: readonly PlannedProduct[]): Pick<ImportedProducts, "products" | "variants"> {
  const created = planned.filter(({ before }) => !before).length;
  const unchanged = planned.filter(({ isChanged }) => !isChanged).length;
  const sum = (of: (product: PlannedProduct) => number) => planned.reduce((all, product) => all + of(product), 0);
  return {
    products: { created, updated: planned.length - created - unchanged, unchanged },
    variants: {
      created: sum(({ added }) => added.length),
      updated: sum((product) => product.changed.length),
      unchanged: sum((product) => product.unchanged),
    },
  };
}

/** A statement for each kind of row, however many there are. */
async function apply(
  context: CommerceContext,
  tx: TenantTx,
  { tenantId, currency }: { tenantId: string; currency: string },
  planned: readonly PlannedProduct[],
): Promise<void> {
  const at = new Date(context.clock.now());
  const all = planned.map((product) => ({ ...product, id: product.before?.id ?? context.ids.next() }));
  await insertProducts(
    tx,
    { tenantId, at },
    all.filter(({ before }) => !before),
  );
  await changeProducts(tx, all);
  await changeVariants(
    tx,
    all.flatMap((product) => product.changed),
  );
  const added = all.flatMap(({ id, added: some, before }) =>
    some.map((variant, index) => ({
      ...{ ...variant, id: context.ids.next(), productId: id, currency },
      position: (before?.variants.length ?? 0) + index,
    })),
  );
  await insertVariants(tx, { tenantId, at }, added);
  const moved = all.flatMap(({ id, categoryIds }) => (categoryIds ? [{ id, categoryIds }] : []));
  await linkCategories(tx, tenantId, moved);
  await refreshProducts(
    tx,
    all.map(({ id }) => id),
    at,
  );
  await publish(tx, all, at);
}

async function changeProducts(tx: TenantTx, products: readonly (PlannedProduct & { id: string })[]): Promise<void> {
  const rows = products.flatMap(({ before, id, title, description, taxClass, options }) =>
    before ? [{ id, title, description, tax_class: taxClass, options }] : [],
  );
  if (rows.length === 0) return;
  await sql`
    update commerce.products p
    set title = n.title, description = n.description, tax_class = n.tax_class, options = n.options
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as n (id uuid, title text, description text, tax_class text, options jsonb)
    where p.id = n.id`.execute(tx);
}

/** All in one statement, as variants may change their options for one another's. */
async function changeVariants(tx: TenantTx, variants: PlannedProduct["changed"]): Promise<void> {
  if (variants.length === 0) return;
  const rows = variants.map(({ id, price, isTracked, chosen, optionKey }) => ({
    ...{ id, price, is_tracked: isTracked, options: chosen, option_key: optionKey },
  }));
  await sql`
    update commerce.variants v
    set price = n.price, is_tracked = n.is_tracked, options = n.options, option_key = n.option_key, version = v.version + 1
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as n (id uuid, price bigint, is_tracked boolean, options jsonb, option_key text)
    where v.id = n.id`.execute(tx);
}

/** What is to be seen, or no longer. */
async function publish(tx: TenantTx, products: readonly (PlannedProduct & { id: string })[], at: Date): Promise<void> {
  for (const wanted of ["draft", "active", "archived"] as const) {
    const ids = products
      .filter(({ status, before }) => status === wanted && before?.status !== wanted)
      .map(({ id }) => id);
    if (ids.length === 0) continue;
    const set = { status: wanted, ...(wanted === "active" ? { published_at: at } : {}) };
    await tx.updateTable("commerce.products").set(set).where("id", "in", ids).execute();
  }
}
