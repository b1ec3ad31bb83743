import {
  OptionValue,
  PRODUCT_LIMITS,
  PRODUCT_STATUSES,
  ProductFields,
  SHEET_LIMITS,
  Sku,
  Slug,
} from "@chorus/contracts/entities/catalogue";
import { fromCell } from "@chorus/contracts/csv";
import { cutText } from "@chorus/contracts/cut-text";
import { Price } from "@chorus/contracts/money";
import { parse as checked } from "@chorus/http/validation";
import { AppError } from "@chorus/kernel/app-error";
import { parseMoney } from "@chorus/kernel/money";
import { parse as parseCsv } from "csv-parse/sync";
import { z } from "zod";
import { type Chosen, chosenOf } from "../option-matrix.ts";
import type { Mistake } from "./mistakes.ts";
import { CATEGORY_SEPARATOR, COLUMNS, OPTION_COLUMNS } from "./sheet-columns.ts";

/** What rows say of a product. What they leave empty is undefined, and stays as it is. */
export interface SheetProduct {
  /** Its first one. */
  row: number;
  slug: string;
  title?: string | undefined;
  description?: string | undefined;
  status?: (typeof PRODUCT_STATUSES)[number] | undefined;
  /** Their slugs. */
  categories?: string[] | undefined;
  taxClass?: string | undefined;
  variants: SheetVariant[];
}

export interface SheetVariant {
  row: number;
  sku: string;
  /** Minor units. */
  price?: number | undefined;
  isTracked?: boolean | undefined;
  /** Undefined: no option is named. */
  chosen?: Chosen | undefined;
}

/** The rows of a sheet by product, in the order of their first rows. */
export interface Sheet {
  rows: number;
  products: SheetProduct[];
  mistakes: Mistake[];
}

const Categories = z
  .string()
  .transform((text) => [...new Set(text.split(CATEGORY_SEPARATOR).map((slug) => slug.trim()))])
  .pipe(z.array(Slug).max(PRODUCT_LIMITS.categories));
const YesOrNo = z.enum(["yes", "no"]).transform((word) => word === "yes");

/** @param currency of its prices @throws AppError `invalid` for what is no sheet of products at all */
export function readSheet(csv: string, currency: string): Sheet {
  const [names = [], ...records] = cellsOf(csv);
  const columns = columnsOf(names);
  const mistakes: Mistake[] = [];
  const products = new Map<string, SheetProduct>();
  const skus = new Set<string>();
  let rows = 0;
  for (const [at, record] of records.entries()) {
    if (record.every((cell) => cell.trim() === "")) continue;
    rows += 1;
    const row = new Row(at + 2, columns, record, mistakes);
    if (record.length > columns.length)
      row.wrong("", `has ${record.length} cells, and there are ${columns.length} columns`);
    const slug = row.required("slug", ProductFields.slug);
    const product = slug === undefined ? row.product("") : (products.get(slug) ?? row.product(slug));
    if (slug !== undefined) products.set(slug, product);
    row.addTo(product, "title", row.read("title", ProductFields.title));
    row.addTo(product, "description", row.read("description", ProductFields.description));
    row.addTo(product, "status", row.read("status", z.enum(PRODUCT_STATUSES)));
    row.addTo(product, "categories", row.read("categories", Categories));
    row.addTo(product, "taxClass", row.read("tax_class", ProductFields.taxClass));
    const variant = variantOf(row, currency);
    if (!variant) continue;
    if (skus.has(variant.sku)) row.wrong("sku", "stands in the sheet twice");
    skus.add(variant.sku);
    product.variants.push(variant);
  }
  return { rows, products: [...products.values()], mistakes };
}

/** A row may say something of its product alone. */
function variantOf(row: Row, currency: string): SheetVariant | undefined {
  const amount = row.text("price");
  const chosen = row.chosen();
  const isTracked = row.read("tracked", YesOrNo);
  const price = amount === undefined ? undefined : row.price(amount, currency);
  const hasMore = amount !== undefined || chosen !== undefined || isTracked !== undefined;
  const sku = hasMore ? row.required("sku", Sku) : row.read("sku", Sku);
  return sku === undefined ? undefined : { row: row.number, sku, price, isTracked, chosen };
}

/** One row with the names of its cells; what is wrong with it is noted. */
class Row {
  readonly number: number;
  readonly #cells: ReadonlyMap<string, string>;
  readonly #mistakes: Mistake[];

  constructor(number: number, columns: readonly string[], record: readonly string[], mistakes: Mistake[]) {
    this.number = number;
    this.#cells = new Map(columns.map((column, at) => [column, fromCell(record[at] ?? "")]));
    this.#mistakes = mistakes;
  }

  wrong(column: string, message: string): undefined {
    this.#mistakes.push({ row: this.number, column, message });
  }

  product(slug: string): SheetProduct {
    return { row: this.number, slug, variants: [] };
  }

  text(column: string): string | undefined {
    const cell = this.#cells.get(column);
    return cell === undefined || cell.trim() === "" ? undefined : cell;
  }

  read<Schema extends z.ZodType>(column: string, schema: Schema): z.output<Schema> | undefined {
    const text = this.text(column);
    if (text === undefined) return undefined;
    const read = checked(schema, text);
    return read.errors ? this.wrong(column, read.errors[0]?.message ?? "is not valid") : read.data;
  }

  required<Schema extends z.ZodType>(column: string, schema: Schema): z.output<Schema> | undefined {
    return this.text(column) === undefined ? this.wrong(column, "is missing") : this.read(column, schema);
  }

  price(text: string, currency: string): number | undefined {
    try {
      const read = checked(Price, Number(parseMoney(text.trim(), currency).amount));
      return read.errors ? this.wrong("price", read.errors[0]?.message ?? "is not valid") : read.data;
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return this.wrong("price", error.detail);
    }
  }

  chosen(): Chosen | undefined {
    const values = OPTION_COLUMNS.flatMap((column) => {
      const name = this.text(column.name);
      const value = this.text(column.value);
      if (name === undefined && value === undefined) return [];
      if (name === undefined || value === undefined)
        return this.wrong(name === undefined ? column.name : column.value, "is missing") ?? [];
      const read = checked(OptionValue, { name, value });
      if (!read.errors) return [read.data];
      const [{ path, message } = { path: "value", message: "is not valid" }] = read.errors;
      return this.wrong(column[path === "name" ? "name" : "value"], message) ?? [];
    });
    if (values.length === 0) return undefined;
    try {
      return chosenOf(values);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return this.wrong(OPTION_COLUMNS[0]!.name, "is an option that is chosen twice");
    }
  }

  /** Every row of a product may say it again, but nothing else. */
  addTo<Field extends "title" | "description" | "status" | "categories" | "taxClass">(
    product: SheetProduct,
    field: Field,
    value: SheetProduct[Field],
  ): void {
    if (value === undefined) return;
    const before = product[field];
    if (before !== undefined && JSON.stringify(before) !== JSON.stringify(value))
      this.wrong(field === "taxClass" ? "tax_class" : field, "is another one than in a row of the same product above");
    product[field] = value;
  }
}

/** @throws AppError `invalid` */
function cellsOf(csv: string): string[][] {
  const [firstLine = ""] = csv.split(/\r?\n/, 1);
  // Spreadsheets of countries with a decimal comma write semicolons.
  const delimiter = firstLine.includes(",") ? "," : ";";
  let records: string[][];
  try {
    // Two more than may be: the names of the columns, and the one that is too many.
    const to = SHEET_LIMITS.rows + 2;
    records = parseCsv(csv, { bom: true, delimiter, relax_column_count: true, to });
  } catch (error) {
    if (!(error instanceof Error && "code" in error)) throw error;
    const lines = "lines" in error ? ` Look at line ${String(error.lines)}.` : "";
    throw noSheet(
      `is no CSV: a quotation mark is not closed, or stands inside of a cell without quotes.${lines}`,
      error,
    );
  }
  if (records.length > SHEET_LIMITS.rows + 1)
    throw noSheet(`has more than ${SHEET_LIMITS.rows} rows: give it in parts`);
  return records;
}

/** @throws AppError `invalid` */
function columnsOf(names: readonly string[]): string[] {
  const columns = names.map((name) => name.trim().toLowerCase());
  const unknown = columns.filter((name) => !COLUMNS.includes(name));
  if (unknown.length > 0)
    throw noSheet(`has the column "${cutText(unknown[0]!, 60)}", and columns are ${COLUMNS.join(", ")}`);
  if (new Set(columns).size < columns.length) throw noSheet("has a column twice");
  for (const needed of ["slug", "sku"])
    if (!columns.includes(needed))
      throw noSheet(`has no column ${needed}: its first row has to be the names of the columns`);
  return columns;
}

function noSheet(message: string, cause?: unknown): AppError {
  return new AppError("invalid", { detail: `csv: ${message}`, errors: [{ path: "csv", message }], cause });
}
