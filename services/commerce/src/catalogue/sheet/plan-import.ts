import { type Product, PRODUCT_LIMITS, type ProductOption } from "@chorus/contracts/entities/catalogue";
import { AppError } from "@chorus/kernel/app-error";
import { type Chosen, optionKeyOf } from "../option-matrix.ts";
import type { Mistake } from "./mistakes.ts";
import type { SheetProduct, SheetVariant } from "./read-sheet.ts";

export interface KnownVariant {
  id: string;
  sku: string;
  chosen: Chosen;
  optionKey: string;
  price: number;
  isTracked: boolean;
}

export interface KnownProduct {
  id: string;
  title: string;
  description: string;
  status: Product["status"];
  taxClass: string;
  options: ProductOption[];
  categoryIds: string[];
  variants: KnownVariant[];
}

/** What the shop has of what a sheet names. */
export interface Known {
  /** By slug. */
  products: ReadonlyMap<string, KnownProduct>;
  /** Ids by slug. */
  categories: ReadonlyMap<string, string>;
  /** The slug of the product that has it, by SKU. */
  skus: ReadonlyMap<string, string>;
  taxClasses: ReadonlySet<string>;
}

/** A product as it is to be. */
export interface PlannedProduct {
  slug: string;
  before: KnownProduct | undefined;
  title: string;
  description: string;
  status: Product["status"];
  taxClass: string;
  options: ProductOption[];
  /** Undefined: as they are. */
  categoryIds: string[] | undefined;
  added: Omit<KnownVariant, "id">[];
  changed: KnownVariant[];
  /** Rows that change nothing of their variant. */
  unchanged: number;
  isChanged: boolean;
}

/** What becomes of the products of a sheet. Pure: whatever order the rows have, it comes to the same, or to the same mistakes. */
export function planImport(
  products: readonly SheetProduct[],
  known: Known,
  defaultTaxClass: string,
): { planned: PlannedProduct[]; mistakes: Mistake[] } {
  const mistakes: Mistake[] = [];
  const planned = products.map((product) => planProduct(product, known, { defaultTaxClass, mistakes }));
  return { planned, mistakes };
}

function planProduct(
  product: SheetProduct,
  known: Known,
  { defaultTaxClass, mistakes }: { defaultTaxClass: string; mistakes: Mistake[] },
): PlannedProduct {
  const { row, slug } = product;
  const wrong = (column: string, message: string, at = row) => void mistakes.push({ row: at, column, message });
  const before = known.products.get(slug);
  const {
    title = before?.title ?? "",
    description = before?.description ?? "",
    status = before?.status ?? "draft",
  } = product;
  const taxClass = product.taxClass ?? before?.taxClass ?? defaultTaxClass;
  if (title === "") wrong("title", "is missing: the shop has no product with this slug yet");
  if (product.taxClass !== undefined && !known.taxClasses.has(product.taxClass))
    wrong("tax_class", `The shop has no such tax class: choose one of ${[...known.taxClasses].join(", ")}.`);
  const categoryIds = product.categories?.flatMap((category) => {
    const id = known.categories.get(category);
    if (id === undefined) wrong("categories", `The shop has no category ${category}.`);
    return id ?? [];
  });
  const options = mergedOptions(before?.options ?? [], product.variants);
  if (options.length > PRODUCT_LIMITS.options)
    wrong("option1_name", `A product has at most ${PRODUCT_LIMITS.options} options.`);
  if (options.some(({ values }) => values.length > PRODUCT_LIMITS.valuesOfOption))
    wrong("option1_value", `An option has at most ${PRODUCT_LIMITS.valuesOfOption} values.`);
  const variants = planVariants(product, { before, known, options }, wrong);
  const count = (before?.variants.length ?? 0) + variants.added.length;
  if (count > PRODUCT_LIMITS.variants) wrong("sku", `A product has at most ${PRODUCT_LIMITS.variants} variants.`);
  if (status === "active" && count === 0) wrong("status", "A product needs a variant before it is published.");
  const now = { title, description, status, taxClass, options };
  const isChanged =
    before === undefined ||
    variants.added.length > 0 ||
    variants.changed.length > 0 ||
    Object.entries(now).some(([field, value]) => !isSame(before[field as keyof typeof now], value)) ||
    (categoryIds !== undefined && !isSame(before.categoryIds.toSorted(), categoryIds.toSorted()));
  return { ...{ slug, before, ...now, categoryIds, ...variants }, isChanged };
}

/** The options that a product has, with what its rows add: new values at the end of an option, new options at the end of all. */
function mergedOptions(before: readonly ProductOption[], variants: readonly SheetVariant[]): ProductOption[] {
  const values = new Map(before.map((option) => [option.name, new Set(option.values)]));
  for (const { chosen = {} } of variants)
    for (const [name, value] of Object.entries(chosen)) values.set(name, (values.get(name) ?? new Set()).add(value));
  return [...values].map(([name, some]) => ({ name, values: [...some] }));
}

function planVariants(
  { row, slug, variants }: SheetProduct,
  { before, known, options }: { before: KnownProduct | undefined; known: Known; options: readonly ProductOption[] },
  wrong: (column: string, message: string, row?: number) => void,
): Pick<PlannedProduct, "added" | "changed" | "unchanged"> {
  const inSheet = new Map(variants.map((variant) => [variant.sku, variant]));
  const added: PlannedProduct["added"] = [];
  const changed: KnownVariant[] = [];
  const rowOfKey = new Map<string, number>();
  let unchanged = 0;
  /** Undefined: the variant does not fit, which has been said. */
  const keyOf = (chosen: Chosen, sku: string, at: number): string | undefined => {
    try {
      const key = optionKeyOf(options, chosen);
      if (rowOfKey.has(key)) wrong("option1_value", `${sku} has the same options as another variant.`, at);
      rowOfKey.set(key, at);
      return key;
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      wrong("option1_value", `${sku}: ${error.detail}`, at);
      return undefined;
    }
  };
  for (const variant of before?.variants ?? []) {
    const told = inSheet.get(variant.sku);
    const chosen = told?.chosen ?? variant.chosen;
    const optionKey = keyOf(chosen, variant.sku, told?.row ?? row) ?? variant.optionKey;
    const now = { price: told?.price ?? variant.price, isTracked: told?.isTracked ?? variant.isTracked, optionKey };
    const isSameVariant = Object.entries(now).every(([field, value]) => variant[field as keyof typeof now] === value);
    if (!isSameVariant) changed.push({ ...variant, ...now, chosen });
    else if (told) unchanged += 1;
  }
  const own = new Set(before?.variants.map(({ sku }) => sku));
  for (const { sku, price, isTracked = true, chosen = {}, ...told } of variants) {
    if (own.has(sku)) continue;
    const owner = known.skus.get(sku);
    if (owner !== undefined && owner !== slug) wrong("sku", `The product ${owner} has this SKU.`, told.row);
    if (price === undefined) wrong("price", "is missing: the shop has no variant with this SKU yet", told.row);
    const optionKey = keyOf(chosen, sku, told.row);
    if (price !== undefined && optionKey !== undefined) added.push({ sku, price, isTracked, chosen, optionKey });
  }
  return { added, changed, unchanged };
}

function isSame(left: unknown, right: unknown): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}
