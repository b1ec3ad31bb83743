import type { AccessClaims } from "@chorus/auth/access-token";
import { requirePermission } from "@chorus/auth/permission";
import { type Product, PRODUCT_LIMITS, type Variant } from "@chorus/contracts/entities/catalogue";
import type { createVariant, generateVariants, patchVariant } from "@chorus/contracts/routes/catalogue";
import type { RouteBody } from "@chorus/contracts/routes/define-route";
import { type TenantTx, violates } from "@chorus/database/database";
import { AppError, notFound } from "@chorus/kernel/app-error";
import { changedMeanwhile } from "../changed-meanwhile.ts";
import type { CommerceContext } from "../context.ts";
import { findShop, lockShop } from "../shop/read-shop.ts";
import { type Chosen, chosenOf, combinationsOf, optionKeyOf } from "./option-matrix.ts";
import { lockProduct, type ProductRow, presentProduct, refreshProduct, type VariantRow } from "./product-queries.ts";
import { auditProduct } from "./save-product.ts";

interface NewVariant {
  sku: string;
  chosen: Chosen;
  price: number;
  isTracked: boolean;
}

/** A new one as it is stored. */
interface PlacedVariant extends NewVariant {
  id: string;
  productId: string;
  currency: string;
  optionKey: string;
  position: number;
}

/** @throws AppError `not_found`, `already_exists` for a SKU or combination that is taken, `invalid`, `conflict` for too many */
export async function addVariant(
  context: CommerceContext,
  caller: AccessClaims,
  input: RouteBody<typeof createVariant> & { idOrSlug: string },
  requestId: string,
): Promise<Product> {
  const { idOrSlug, sku, price, isTracked = true, options = [] } = input;
  const chosen = chosenOf(options);
  return addTo(context, caller, { idOrSlug, requestId }, () => [{ sku, chosen, price, isTracked }]);
}

/** A variant for each combination of options that has none. @throws AppError as `addVariant` */
export async function addMissingVariants(
  context: CommerceContext,
  caller: AccessClaims,
  input: RouteBody<typeof generateVariants> & { idOrSlug: string },
  requestId: string,
): Promise<Product> {
  const { idOrSlug, skuPrefix, price, isTracked = true } = input;
  return addTo(context, caller, { idOrSlug, requestId }, (product, known) => {
    const keys = new Set(known.map((variant) => variant.option_key));
    const missing = combinationsOf(product.options).filter((chosen) => !keys.has(optionKeyOf(product.options, chosen)));
    const skus = nextSkus(skuPrefix, missing.length, new Set(known.map(({ sku }) => sku)));
    return missing.map((chosen, index) => ({ sku: skus[index]!, chosen, price, isTracked }));
  });
}

/** Numbered from one on, without the numbers that the product has already. */
function nextSkus(prefix: string, count: number, known: ReadonlySet<string>): string[] {
  const numbers = Array.from({ length: count + known.size }, (_, index) => `${prefix}-${index + 1}`);
  return numbers.filter((sku) => !known.has(sku)).slice(0, count);
}

/** What a product has already. */
type Known = Pick<VariantRow, "sku" | "option_key">;

async function addTo(
  context: CommerceContext,
  caller: AccessClaims,
  { idOrSlug, requestId }: { idOrSlug: string; requestId: string },
  variantsOf: (product: ProductRow, known: readonly Known[]) => NewVariant[],
): Promise<Product> {
  requirePermission(caller, "catalog.manage");
  const { tenantId } = caller;
  const at = new Date(context.clock.now());
  return withFreeNames(() =>
    context.database.withTenant(tenantId, async (tx) => {
      // No other currency meanwhile.
      await lockShop(tx, tenantId, "shared");
      const product = await lockProduct(tx, idOrSlug);
      const known = await variantsOfProduct(tx, product.id);
      const added = variantsOf(product, known);
      if (known.length + added.length > PRODUCT_LIMITS.variants)
        throw new AppError("conflict", { detail: `A product has at most ${PRODUCT_LIMITS.variants} variants.` });
      const { currency } = await findShop(tx);
      const placed = added.map((variant, index) => ({
        ...{ ...variant, id: context.ids.next(), productId: product.id, currency, position: known.length + index },
        optionKey: optionKeyOf(product.options, variant.chosen),
      }));
      await insertVariants(tx, { tenantId, at }, placed);
      const row = await refreshProduct(tx, product.id, at);
      await auditProduct(tx, caller, { action: "variant.create", productId: product.id, requestId });
      return presentProduct(tx, row, { isCustomer: false, at });
    }),
  );
}

export async function insertVariants(
  tx: TenantTx,
  { tenantId, at }: { tenantId: string; at: Date },
  variants: readonly PlacedVariant[],
): Promise<void> {
  if (variants.length === 0) return;
  const rows = variants.map(({ productId, chosen, optionKey, isTracked, ...same }) => ({
    ...{ ...same, tenant_id: tenantId, product_id: productId, options: JSON.stringify(chosen), option_key: optionKey },
    ...{ is_tracked: isTracked, created_at: at },
  }));
  await tx.insertInto("commerce.variants").values(rows).execute();
}

function variantsOfProduct(tx: TenantTx, productId: string): Promise<Known[]> {
  return tx.selectFrom("commerce.variants").select(["sku", "option_key"]).where("product_id", "=", productId).execute();
}

/** @throws AppError `not_found`, `conflict` for another version, `already_exists` for a SKU that is taken */
export async function changeVariant(
  context: CommerceContext,
  caller: AccessClaims,
  input: RouteBody<typeof patchVariant> & { variantId: string },
  requestId: string,
): Promise<Variant> {
  requirePermission(caller, "catalog.manage");
  const { variantId, ifVersion, sku, price, isTracked } = input;
  const at = new Date(context.clock.now());
  return withFreeNames(() =>
    context.database.withTenant(caller.tenantId, async (tx) => {
      const found = await tx
        .selectFrom("commerce.variants")
        .select("product_id")
        .where("id", "=", variantId)
        .executeTakeFirst();
      if (!found) throw notFound();
      // The product first, as everywhere, so that nobody waits in a circle.
      const product = await lockProduct(tx, found.product_id);
      const changed = await tx
        .updateTable("commerce.variants")
        .set({
          ...(sku === undefined ? {} : { sku }),
          ...(price === undefined ? {} : { price }),
          ...(isTracked === undefined ? {} : { is_tracked: isTracked }),
          version: ifVersion + 1,
        })
        .where("id", "=", variantId)
        .where("version", "=", ifVersion)
        .executeTakeFirst();
      if (changed.numUpdatedRows === 0n) throw changedMeanwhile();
      const row = await refreshProduct(tx, product.id, at);
      const fields = Object.entries({ sku, price, isTracked }).flatMap(([name, value]) =>
        value === undefined ? [] : [name],
      );
      await auditProduct(tx, caller, { action: "variant.update", productId: product.id, requestId, fields });
      const { variants } = await presentProduct(tx, row, { isCustomer: false, at });
      return variants.find(({ id }) => id === variantId)!;
    }),
  );
}

/** @throws AppError `already_exists` when `work` fails because another variant has the SKU or the options */
export async function withFreeNames<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (violates(error, "variants_sku")) throw taken("sku", "Another variant has this SKU.", error);
    if (violates(error, "variants_option_key"))
      throw taken("options", "The product has a variant with these options already.", error);
    throw error;
  }
}

function taken(path: string, message: string, cause: unknown): AppError {
  return new AppError("already_exists", { detail: message, errors: [{ path, message }], cause });
}
