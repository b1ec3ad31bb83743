import fc from "fast-check";
import { expect, test } from "vitest";
import { optionKeyOf } from "../option-matrix.ts";
import { type Known, type KnownProduct, planImport, type PlannedProduct } from "./plan-import.ts";
import type { SheetProduct } from "./read-sheet.ts";

const shop = (products: Record<string, KnownProduct> = {}): Known => ({
  products: new Map(Object.entries(products)),
  categories: new Map([["tents", "c1"]]),
  skus: new Map(Object.entries(products).flatMap(([slug, { variants }]) => variants.map(({ sku }) => [sku, slug]))),
  taxClasses: new Set(["standard"]),
});

/** What the shop has after a plan. */
function done({ before, added, changed, ...product }: PlannedProduct): KnownProduct {
  const changedById = new Map(changed.map((variant) => [variant.id, variant]));
  const old = (before?.variants ?? []).map((variant) => changedById.get(variant.id) ?? variant);
  const { title, description, status, taxClass, options, categoryIds = before?.categoryIds ?? [] } = product;
  const variants = [...old, ...added.map((variant) => ({ ...variant, id: variant.sku }))];
  return { ...{ id: product.slug, title, description, status, taxClass, options, categoryIds }, variants };
}

const Value = fc.constantFrom("S", "M", "L", "__proto__");
const Variants = fc.uniqueArray(
  fc.record({ sku: fc.constantFrom("A", "B", "C", "D"), price: fc.nat(5_000), size: Value, isTracked: fc.boolean() }),
  { selector: ({ sku }) => sku, maxLength: 4 },
);
const Sheet = fc
  .uniqueArray(
    fc.record({ slug: fc.constantFrom("tent", "lamp"), title: fc.constantFrom("One", "Two"), variants: Variants }),
    {
      selector: ({ slug }) => slug,
    },
  )
  .map((products): SheetProduct[] =>
    products.map(({ slug, title, variants }, at) => ({
      ...{ row: at, slug, title },
      variants: variants.map(({ size, ...variant }, index) => ({
        ...{ ...variant, row: 10 * at + index, chosen: Object.fromEntries([["Size", size]]) },
      })),
    })),
  );

test("what is planned without a mistake has each combination once, and planned again it changes nothing", () => {
  let accepted = 0;
  fc.assert(
    fc.property(Sheet, Sheet, (first, second) => {
      let known = shop();
      for (const sheet of [first, second]) {
        const { planned, mistakes } = planImport(sheet, known, "standard");
        if (mistakes.length > 0) return;
        accepted += 1;
        const products = {
          ...Object.fromEntries(known.products),
          ...Object.fromEntries(planned.map((one) => [one.slug, done(one)])),
        };
        for (const { options, variants } of Object.values(products)) {
          const keys = variants.map(({ chosen, optionKey }) => {
            expect(optionKeyOf(options, chosen)).toBe(optionKey);
            return optionKey;
          });
          expect(new Set(keys).size).toBe(keys.length);
        }
        known = shop(products);
        const again = planImport(sheet, known, "standard");
        expect(again.mistakes).toEqual([]);
        expect(again.planned.filter(({ isChanged }) => isChanged)).toEqual([]);
      }
    }),
  );
  expect(accepted).toBeGreaterThan(10);
});

test("variants change their options for one another's, and one of another product is not taken", () => {
  const variant = (sku: string, size: string) => ({ row: 2, sku, price: 100, chosen: { Size: size } });
  const tent = { row: 2, slug: "tent", title: "Tent" };
  const { planned } = planImport([{ ...tent, variants: [variant("A", "S"), variant("B", "M")] }], shop(), "standard");
  const known = shop({ tent: done(planned[0]!) });
  const swapped = planImport([{ ...tent, variants: [variant("A", "M"), variant("B", "S")] }], known, "standard");
  expect(swapped.mistakes).toEqual([]);
  expect(swapped.planned[0]!.changed.map(({ sku, chosen }) => [sku, chosen])).toEqual([
    ["A", { Size: "M" }],
    ["B", { Size: "S" }],
  ]);
  const other = planImport([{ row: 5, slug: "lamp", title: "Lamp", variants: [variant("A", "S")] }], known, "standard");
  expect(other.mistakes).toEqual([{ row: 2, column: "sku", message: "The product tent has this SKU." }]);
});

test("a new option needs a value of every variant, also of those that no row names", () => {
  const tent = { row: 2, slug: "tent", title: "Tent" };
  const { planned } = planImport([{ ...tent, variants: [{ row: 2, sku: "A", price: 100 }] }], shop(), "standard");
  const known = shop({ tent: done(planned[0]!) });
  const { mistakes } = planImport(
    [{ ...tent, variants: [{ row: 2, sku: "B", price: 100, chosen: { Size: "M" } }] }],
    known,
    "standard",
  );
  expect(mistakes).toMatchObject([{ row: 2, message: "A: Choose one of Size: M." }]);
});

test.each<[Partial<SheetProduct>, string]>([
  [{ title: undefined }, "title"],
  [{ taxClass: "books" }, "tax_class"],
  [{ categories: ["tents", "none"] }, "categories"],
  [{ status: "active" }, "status"],
])("%j of a new product is a mistake in %s", (fields, column) => {
  const { mistakes } = planImport(
    [{ row: 2, slug: "tent", title: "Tent", variants: [], ...fields }],
    shop(),
    "standard",
  );
  expect(mistakes).toMatchObject([{ row: 2, column }]);
});
