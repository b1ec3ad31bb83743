import { z } from "zod";
import {
  Category,
  IdOrSlug,
  IfVersion,
  ImportedProducts,
  OptionValue,
  Product,
  PRODUCT_LIMITS,
  PRODUCT_STATUSES,
  ProductCard,
  ProductFields,
  MANUAL_ORDERS,
  SHEET_LIMITS,
  Shop,
  Slug,
  TaxClass,
  TaxRate,
  Variant,
  VariantFields,
} from "../entities/catalogue.ts";
import { Uuid } from "../ids.ts";
import { Currency, MAX_PRICE, Price } from "../money.ts";
import { label, PageQuery, pageOf, plainText } from "../primitives.ts";
import { defineRoute } from "./define-route.ts";

const service = "commerce";
const ofProduct = z.object({ idOrSlug: IdOrSlug });
const ofCategory = z.object({ categoryId: Uuid });
const priceBound = z.coerce.number().int().min(0).max(MAX_PRICE);

export const getShop = defineRoute({
  id: "shop.get",
  service,
  method: "GET",
  path: "/api/v1/shop",
  summary: "The settings of the shop",
  access: "member",
  permission: "catalog.read",
  responses: { 200: Shop },
});

export const patchShop = defineRoute({
  id: "shop.patch",
  service,
  method: "PATCH",
  path: "/api/v1/shop",
  summary: "Change the settings of the shop; the currency only before there is a variant or a promotion",
  access: "user",
  permission: "catalog.manage",
  body: z.strictObject({
    ifVersion: IfVersion,
    currency: Currency.optional(),
    pricesIncludeTax: z.boolean().optional(),
    taxRates: z
      .array(z.strictObject({ taxClass: TaxClass, rate: TaxRate }))
      .max(PRODUCT_LIMITS.taxClasses)
      .optional(),
    /** In minor units of the shop's currency, as all prices in requests. */
    shippingFee: Price.optional(),
    freeShippingFrom: Price.nullable().optional(),
    manualOrders: z.enum(MANUAL_ORDERS).optional(),
  }),
  responses: { 200: Shop },
  errors: ["conflict"],
});

export const listProducts = defineRoute({
  id: "products.list",
  service,
  method: "GET",
  path: "/api/v1/products",
  summary:
    "Products by words, category and price, a page at a time, without their variants; customers see what is published",
  access: "member",
  permission: "catalog.read",
  query: PageQuery.extend({
    q: plainText({ max: 200 }).optional(),
    /** With all below it. */
    category: IdOrSlug.optional(),
    /** In minor units: products with a variant that costs at least so much. */
    min: priceBound.optional(),
    max: priceBound.optional(),
    inStock: z.enum(["true", "false"]).optional(),
    /** For the desk: customers see active ones only. */
    status: z.enum(PRODUCT_STATUSES).optional(),
    sort: z.enum(["title", "price", "-price", "newest"]).default("title"),
  }),
  responses: { 200: pageOf(ProductCard) },
});

export const getProduct = defineRoute({
  id: "products.get",
  service,
  method: "GET",
  path: "/api/v1/products/{idOrSlug}",
  summary: "One product with its variants",
  access: "member",
  permission: "catalog.read",
  params: ofProduct,
  responses: { 200: Product },
});

export const exportProducts = defineRoute({
  id: "products.export",
  service,
  method: "GET",
  path: "/api/v1/products/export",
  summary: "All products with their variants as a sheet (CSV), which can be imported again",
  access: "user",
  permission: "catalog.manage",
  responses: { 200: z.string().meta({ contentType: "text/csv; charset=utf-8" }) },
});

export const importProducts = defineRoute({
  id: "products.import",
  service,
  method: "POST",
  path: "/api/v1/products/import",
  summary:
    "Make and change products by a sheet (CSV) with a row for each variant: all of it, or nothing and each mistake with its row",
  access: "user",
  permission: "catalog.manage",
  idempotent: true,
  body: z.strictObject({
    /**
     * With a row of column names: `slug` and `sku`, and any of `title`, `description`, `status`, `categories` (slugs with `|` between them),
     * `tax_class`, `price` (`12.50`), `tracked` (`yes`, `no`), `option1_name`, `option1_value` and so on. What is left empty stays as it is.
     */
    csv: plainText({ min: 1, max: SHEET_LIMITS.characters }),
    /** Only says what would be done. */
    dryRun: z.boolean().optional(),
  }),
  responses: { 200: ImportedProducts },
  errors: ["already_exists", "conflict"],
});

export const createProduct = defineRoute({
  id: "products.create",
  service,
  method: "POST",
  path: "/api/v1/products",
  summary: "A new product, a draft until it is published",
  access: "user",
  permission: "catalog.manage",
  idempotent: true,
  body: z.strictObject({
    title: ProductFields.title,
    /** Made of the title when absent. */
    slug: ProductFields.slug.optional(),
    description: ProductFields.description.optional(),
    taxClass: ProductFields.taxClass.optional(),
    options: ProductFields.options.optional(),
    categoryIds: ProductFields.categoryIds.optional(),
  }),
  responses: { 201: Product },
  errors: ["already_exists", "not_found"],
});

export const patchProduct = defineRoute({
  id: "products.patch",
  service,
  method: "PATCH",
  path: "/api/v1/products/{idOrSlug}",
  summary: "Change a product; its options only so that all its variants still fit",
  access: "user",
  permission: "catalog.manage",
  params: ofProduct,
  body: z.strictObject({ ifVersion: IfVersion, ...z.object(ProductFields).partial().shape }),
  responses: { 200: Product },
  errors: ["conflict", "already_exists"],
});

export const publishProduct = defineRoute({
  id: "products.publish",
  service,
  method: "POST",
  path: "/api/v1/products/{idOrSlug}/publish",
  summary: "Show a product to customers; it needs a variant",
  access: "user",
  permission: "catalog.manage",
  idempotent: true,
  params: ofProduct,
  responses: { 200: Product },
  errors: ["conflict"],
});

export const archiveProduct = defineRoute({
  id: "products.archive",
  service,
  method: "POST",
  path: "/api/v1/products/{idOrSlug}/archive",
  summary: "Take a product out of the shop; orders keep what they copied",
  access: "user",
  permission: "catalog.manage",
  idempotent: true,
  params: ofProduct,
  responses: { 200: Product },
});

export const createVariant = defineRoute({
  id: "products.create_variant",
  service,
  method: "POST",
  path: "/api/v1/products/{idOrSlug}/variants",
  summary: "A new variant, with one value for each option of its product",
  access: "user",
  permission: "catalog.manage",
  idempotent: true,
  params: ofProduct,
  body: z.strictObject({
    sku: VariantFields.sku,
    price: VariantFields.price,
    isTracked: VariantFields.isTracked.optional(),
    options: z.array(OptionValue).max(PRODUCT_LIMITS.options).optional(),
  }),
  responses: { 201: Product },
  errors: ["already_exists", "conflict"],
});

export const generateVariants = defineRoute({
  id: "products.generate_variants",
  service,
  method: "POST",
  path: "/api/v1/products/{idOrSlug}/variants/generate",
  summary: "A variant for each combination of options that has none",
  access: "user",
  permission: "catalog.manage",
  idempotent: true,
  params: ofProduct,
  body: z.strictObject({
    /** Each SKU begins with it, and ends with a number. */
    skuPrefix: label({ max: 50 }),
    price: VariantFields.price,
    isTracked: VariantFields.isTracked.optional(),
  }),
  responses: { 200: Product },
  errors: ["already_exists", "conflict"],
});

export const patchVariant = defineRoute({
  id: "products.patch_variant",
  service,
  method: "PATCH",
  path: "/api/v1/variants/{variantId}",
  summary: "Change a variant's SKU, price, or whether its stock is counted",
  access: "user",
  permission: "catalog.manage",
  params: z.object({ variantId: Uuid }),
  body: z.strictObject({ ifVersion: IfVersion, ...z.object(VariantFields).partial().shape }),
  responses: { 200: Variant },
  errors: ["conflict", "already_exists"],
});

export const listCategories = defineRoute({
  id: "categories.list",
  service,
  method: "GET",
  path: "/api/v1/categories",
  summary: "All categories, as a tree by `parentId`",
  access: "member",
  permission: "catalog.read",
  responses: { 200: z.object({ items: z.array(Category) }) },
});

export const createCategory = defineRoute({
  id: "categories.create",
  service,
  method: "POST",
  path: "/api/v1/categories",
  summary: "A new category",
  access: "user",
  permission: "catalog.manage",
  idempotent: true,
  body: z.strictObject({
    name: label({ max: 80 }),
    slug: Slug.optional(),
    parentId: Uuid.nullable().optional(),
    position: z.int().min(0).max(10_000).optional(),
  }),
  responses: { 201: Category },
  errors: ["already_exists", "not_found", "conflict"],
});

export const patchCategory = defineRoute({
  id: "categories.patch",
  service,
  method: "PATCH",
  path: "/api/v1/categories/{categoryId}",
  summary: "Rename a category, or move it; never below itself",
  access: "user",
  permission: "catalog.manage",
  params: ofCategory,
  body: z.strictObject({
    ifVersion: IfVersion,
    name: label({ max: 80 }).optional(),
    slug: Slug.optional(),
    parentId: Uuid.nullable().optional(),
    position: z.int().min(0).max(10_000).optional(),
  }),
  responses: { 200: Category },
  errors: ["conflict", "already_exists"],
});

export const deleteCategory = defineRoute({
  id: "categories.delete",
  service,
  method: "DELETE",
  path: "/api/v1/categories/{categoryId}",
  summary: "Remove a category that has none below it; its products stay",
  access: "user",
  permission: "catalog.manage",
  params: ofCategory,
  responses: { 204: null },
  errors: ["conflict"],
});
