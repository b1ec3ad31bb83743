import { z } from "zod";
import { Uuid } from "../ids.ts";
import { Currency, Money, Price } from "../money.ts";
import { label, MAX_ORDERED_CHARACTERS, plainText, Timestamp } from "../primitives.ts";

/** The part of an address that names a product or category: `skarn-2-fern`. Never in the form of an id, by which it would be looked for. */
export const Slug = z
  .string()
  .max(120)
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, "must be small letters and digits, with single hyphens between them")
  .refine((slug) => !Uuid.safeParse(slug).success, "must not have the form of an id");

/** An id, or a slug. */
export const IdOrSlug = z.union([Uuid, Slug]);

export const Sku = label({ max: 64 });
export const TaxClass = z.string().regex(/^[a-z][a-z0-9_]{0,39}$/, "must be a word of small letters: standard");

export const PRODUCT_LIMITS = {
  options: 5,
  valuesOfOption: 50,
  variants: 200,
  categories: 20,
  taxClasses: 20,
} as const;

/** An option of a product, with its values in order: a variant has one value of each. */
export const ProductOption = z
  .strictObject({
    name: label({ max: 40 }),
    values: z
      .array(label({ max: 60 }))
      .min(1)
      .max(PRODUCT_LIMITS.valuesOfOption),
  })
  .meta({ id: "ProductOption" });
export type ProductOption = z.infer<typeof ProductOption>;

/** The value that a variant has of an option. */
export const OptionValue = z
  .strictObject({ name: label({ max: 40 }), value: label({ max: 60 }) })
  .meta({ id: "OptionValue" });
export type OptionValue = z.infer<typeof OptionValue>;

export const PRODUCT_STATUSES = ["draft", "active", "archived"] as const;

export const Variant = z
  .object({
    id: Uuid,
    productId: Uuid,
    sku: z.string(),
    options: z.array(OptionValue),
    price: Money,
    /** Whether its stock is counted; what is not counted is always there. */
    isTracked: z.boolean(),
    inStock: z.boolean(),
    /** Units that can be ordered now; null for customers, and where nothing is counted. */
    available: z.int().nullable(),
    version: z.int(),
  })
  .meta({ id: "Variant" });
export type Variant = z.infer<typeof Variant>;

export const Product = z
  .object({
    id: Uuid,
    slug: z.string(),
    title: z.string(),
    description: z.string(),
    /** Customers see active ones only. */
    status: z.enum(PRODUCT_STATUSES),
    taxClass: z.string(),
    options: z.array(ProductOption),
    categoryIds: z.array(Uuid),
    /** Of the cheapest and the dearest variant; null without any. */
    priceFrom: Money.nullable(),
    priceTo: Money.nullable(),
    inStock: z.boolean(),
    variants: z.array(Variant),
    version: z.int(),
    createdAt: Timestamp,
    updatedAt: Timestamp,
    publishedAt: Timestamp.nullable(),
  })
  .meta({ id: "Product" });
export type Product = z.infer<typeof Product>;

/** The most UTF-16 units of a description in a list. */
export const SUMMARY_LENGTH = 200;

/** A product in a list: what a card shows. Its variants and all of its description are in `GET /products/{idOrSlug}`. */
export const ProductCard = Product.pick({
  ...{ id: true, slug: true, title: true, status: true, priceFrom: true, priceTo: true, inStock: true, version: true },
  ...{ createdAt: true, updatedAt: true, publishedAt: true },
})
  .extend({
    /** The beginning of its description, in one line. */
    summary: z.string(),
    variantCount: z.int(),
  })
  .meta({ id: "ProductCard" });
export type ProductCard = z.infer<typeof ProductCard>;

export const Category = z
  .object({
    id: Uuid,
    /** Null: at the top. */
    parentId: Uuid.nullable(),
    name: z.string(),
    slug: z.string(),
    position: z.int(),
    version: z.int(),
  })
  .meta({ id: "Category" });
export type Category = z.infer<typeof Category>;

/** Parts of a million: 190000 is 19 %. */
export const TaxRate = z.int().min(0).max(1_000_000);

/** Who may order by the method `manual`, before anything is paid. */
export const MANUAL_ORDERS = ["everybody", "signed_in", "desk"] as const;

/** The settings of a tenant's shop. */
export const Shop = z
  .object({
    currency: Currency,
    /** Whether prices are what customers pay, or what tax is added to. */
    pricesIncludeTax: z.boolean(),
    taxRates: z.array(z.object({ taxClass: TaxClass, rate: TaxRate })),
    shippingFee: Money,
    /** From this subtotal on nothing is charged for shipping; null: never. */
    freeShippingFrom: Money.nullable(),
    /** `signed_in`: customers whom the shop has signed in, and the desk; `desk`: the desk and API keys alone. */
    manualOrders: z.enum(MANUAL_ORDERS),
    version: z.int(),
  })
  .meta({ id: "Shop" });
export type Shop = z.infer<typeof Shop>;

/** The version that a change was made for: another one is refused. */
export const IfVersion = z.int().min(1);

/** `GET /products/export` is the sheet of all of them. */
export const RESERVED_SLUGS: ReadonlySet<string> = new Set(["export"]);

export const ProductFields = {
  title: label({ max: MAX_ORDERED_CHARACTERS }),
  /** Not one that is an address of something else. */
  slug: Slug.refine((slug) => !RESERVED_SLUGS.has(slug), "is the address of something else"),
  description: plainText({ max: 20_000 }),
  taxClass: TaxClass,
  options: z.array(ProductOption).max(PRODUCT_LIMITS.options),
  categoryIds: z.array(Uuid).max(PRODUCT_LIMITS.categories),
};

/** Of a sheet of products: with more, it is given in parts. */
export const SHEET_LIMITS = { rows: 1_000, characters: 400_000 } as const;

/** What a sheet of products changes, or would change. */
export const ImportedProducts = z
  .object({
    /** Nothing was changed: it says what would be. */
    isDryRun: z.boolean(),
    /** Rows with products; empty ones are left alone. */
    rows: z.int(),
    products: z.object({ created: z.int(), updated: z.int(), unchanged: z.int() }),
    variants: z.object({ created: z.int(), updated: z.int(), unchanged: z.int() }),
  })
  .meta({ id: "ImportedProducts" });
export type ImportedProducts = z.infer<typeof ImportedProducts>;

export const VariantFields = {
  sku: Sku,
  price: Price,
  isTracked: z.boolean(),
};
