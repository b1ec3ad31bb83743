import { PRODUCT_LIMITS } from "@chorus/contracts/entities/catalogue";

/** The columns of a product's option, in its order: `option1_name`, `option1_value`. */
export const OPTION_COLUMNS = Array.from({ length: PRODUCT_LIMITS.options }, (_, at) => ({
  name: `option${at + 1}_name`,
  value: `option${at + 1}_value`,
}));

/** All columns of a sheet of products, in the order in which it is written. */
export const COLUMNS: readonly string[] = [
  ...["slug", "title", "description", "status", "categories", "tax_class", "sku", "price", "tracked"],
  ...OPTION_COLUMNS.flatMap(({ name, value }) => [name, value]),
];

/** Between the slugs of categories. */
export const CATEGORY_SEPARATOR = "|";
