import type { AccessClaims } from "@chorus/auth/access-token";
import { requirePermission } from "@chorus/auth/permission";
import type { AuditAction } from "@chorus/contracts/entities/audit-action";
import type { Product } from "@chorus/contracts/entities/catalogue";
import type { createProduct as createRoute, patchProduct } from "@chorus/contracts/routes/catalogue";
import type { RouteBody } from "@chorus/contracts/routes/define-route";
import type { TenantTx } from "@chorus/database/database";
import { auditActor, writeAudit } from "@chorus/database/write-audit";
import { AppError, notFound } from "@chorus/kernel/app-error";
import { sql } from "kysely";
import { changedMeanwhile } from "../changed-meanwhile.ts";
import type { CommerceContext } from "../context.ts";
import { findShop, type ShopSettings, STANDARD_TAX_CLASS } from "../shop/read-shop.ts";
import { withFreeSlug, withSlug } from "./free-slug.ts";
import { optionKeyOf, requireDistinct } from "./option-matrix.ts";
import { lockProduct, type ProductRow, presentProduct, refreshProduct } from "./product-queries.ts";
import { foldedText } from "./words.ts";

/** @throws AppError `already_exists` for a slug that is taken, `not_found` for an unknown category, `invalid`, also for a tax class without a rate */
export async function createProduct(
  context: CommerceContext,
  caller: AccessClaims,
  input: RouteBody<typeof createRoute>,
  requestId: string,
): Promise<Product> {
  requirePermission(caller, "catalog.manage");
  const { title, description = "", options = [], taxClass = STANDARD_TAX_CLASS, categoryIds = [] } = input;
  requireDistinct(options);
  const { tenantId } = caller;
  const id = context.ids.next();
  const at = new Date(context.clock.now());
  return withSlug("product", { given: input.slug, name: title, id }, (slugIn) =>
    context.database.withTenant(tenantId, async (tx) => {
      await requireTaxClass(tx, taxClass);
      const slug = await slugIn(tx);
      const [row] = await insertProducts(tx, { tenantId, at }, [{ id, slug, title, description, taxClass, options }]);
      await setCategories(tx, tenantId, id, categoryIds);
      await auditProduct(tx, caller, { action: "product.create", productId: id, requestId });
      return presentProduct(tx, row!, { isCustomer: false, at });
    }),
  );
}

/** Drafts without variants. */
export async function insertProducts(
  tx: TenantTx,
  { tenantId, at }: { tenantId: string; at: Date },
  products: readonly Pick<Product, "id" | "slug" | "title" | "description" | "taxClass" | "options">[],
): Promise<ProductRow[]> {
  if (products.length === 0) return [];
  const rows = products.map(({ id, slug, title, description, taxClass, options }) => ({
    ...{ tenant_id: tenantId, id, slug, title, description, tax_class: taxClass, options: JSON.stringify(options) },
    ...{ price_from: null, price_to: null, search_text: foldedText(`${title}\n${description}`) },
    ...{ created_at: at, updated_at: at, published_at: null },
  }));
  return tx.insertInto("commerce.products").values(rows).returningAll().execute();
}

/**
 * Changes the given fields of one version of a product.
 * @throws AppError `not_found`, `conflict` for another version or options that its variants do not fit, `already_exists`, `invalid`
 */
export async function changeProduct(
  context: CommerceContext,
  caller: AccessClaims,
  input: RouteBody<typeof patchProduct> & { idOrSlug: string },
  requestId: string,
): Promise<Product> {
  requirePermission(caller, "catalog.manage");
  const { idOrSlug, ifVersion, title, slug, description, taxClass, options, categoryIds } = input;
  if (options) requireDistinct(options);
  const { tenantId } = caller;
  const at = new Date(context.clock.now());
  return withFreeSlug("product", () =>
    context.database.withTenant(tenantId, async (tx) => {
      const before = await lockProduct(tx, idOrSlug);
      const { id, version } = before;
      if (version !== ifVersion) throw changedMeanwhile();
      if (taxClass !== undefined && taxClass !== before.tax_class) await requireTaxClass(tx, taxClass);
      if (options) await refitVariants(tx, id, options);
      await tx
        .updateTable("commerce.products")
        .set({
          ...(title === undefined ? {} : { title }),
          ...(slug === undefined ? {} : { slug }),
          ...(description === undefined ? {} : { description }),
          ...(taxClass === undefined ? {} : { tax_class: taxClass }),
          ...(options === undefined ? {} : { options: JSON.stringify(options) }),
          updated_at: at,
        })
        .where("id", "=", id)
        .execute();
      if (categoryIds) await setCategories(tx, tenantId, id, categoryIds);
      const row = await refreshProduct(tx, id, at);
      const fields = Object.entries({ title, slug, description, taxClass, options, categoryIds }).flatMap(
        ([name, value]) => (value === undefined ? [] : [name]),
      );
      await auditProduct(tx, caller, { action: "product.update", productId: id, requestId, fields });
      return presentProduct(tx, row, { isCustomer: false, at });
    }),
  );
}

/** The standard class is always known; one that loses its rate later is taxed as that. */
export function taxClassesOf({ taxRates }: ShopSettings): ReadonlySet<string> {
  return new Set([STANDARD_TAX_CLASS, ...taxRates.map((rate) => rate.taxClass)]);
}

/** @throws AppError `invalid` */
async function requireTaxClass(tx: TenantTx, taxClass: string): Promise<void> {
  const known = taxClassesOf(await findShop(tx));
  if (known.has(taxClass)) return;
  const message = `The shop has no such tax class: choose one of ${[...known].join(", ")}.`;
  throw new AppError("invalid", { detail: message, errors: [{ path: "taxClass", message }] });
}

/**
 * Every variant has to have exactly one value of each option, as before. All get their keys in one statement, as variants may change
 * theirs for one another's.
 */
async function refitVariants(
  tx: TenantTx,
  productId: string,
  options: Parameters<typeof optionKeyOf>[0],
): Promise<void> {
  const variants = await tx
    .selectFrom("commerce.variants")
    .select(["id", "sku", "options"])
    .where("product_id", "=", productId)
    .execute();
  const keys = variants.map((variant) => {
    try {
      return optionKeyOf(options, variant.options);
    } catch (error) {
      throw new AppError("conflict", {
        detail: `The variant ${variant.sku} does not fit these options.`,
        cause: error,
      });
    }
  });
  const ids = variants.map(({ id }) => id);
  await sql`
    update commerce.variants v set option_key = k.key
    from unnest(${ids}::uuid[], ${keys}::text[]) as k (id, key) where v.id = k.id`.execute(tx);
}

async function setCategories(
  tx: TenantTx,
  tenantId: string,
  productId: string,
  categoryIds: readonly string[],
): Promise<void> {
  const ids = [...new Set(categoryIds)];
  const known =
    ids.length === 0 ? [] : await tx.selectFrom("commerce.categories").select("id").where("id", "in", ids).execute();
  if (known.length < ids.length) throw notFound();
  await linkCategories(tx, tenantId, [{ id: productId, categoryIds: ids }]);
}

/** Puts products into these categories, in place of those that they were in. */
export async function linkCategories(
  tx: TenantTx,
  tenantId: string,
  products: readonly Pick<Product, "id" | "categoryIds">[],
): Promise<void> {
  if (products.length === 0) return;
  const ids = products.map(({ id }) => id);
  await tx.deleteFrom("commerce.product_categories").where("product_id", "in", ids).execute();
  const links = products.flatMap(({ id, categoryIds }) =>
    categoryIds.map((categoryId) => ({ tenant_id: tenantId, product_id: id, category_id: categoryId })),
  );
  if (links.length > 0) await tx.insertInto("commerce.product_categories").values(links).execute();
}

export async function auditProduct(
  tx: TenantTx,
  caller: AccessClaims,
  {
    action,
    productId,
    requestId,
    fields,
  }: { action: AuditAction; productId: string; requestId: string; fields?: string[] },
): Promise<void> {
  await writeAudit(tx, {
    ...{ tenantId: caller.tenantId, actor: auditActor(caller), action, target: { type: "product", id: productId } },
    ...(fields ? { detail: { fields } } : {}),
    requestId,
  });
}
