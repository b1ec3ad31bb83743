import { foldMarks, toCompatibleForm, withoutInvisible } from "@chorus/kernel/fold-text";
import { type Random, uuidAt } from "../random.ts";
import { DEMO_CATEGORIES, type DemoProduct, demoProducts } from "./catalogue.ts";

export interface VariantDraft {
  id: string;
  sku: string;
  /** The name on an order. */
  title: string;
  price: number;
  options: { name: string; value: string }[];
}

export interface ProductDraft extends DemoProduct {
  id: string;
  categoryId: string;
  slug: string;
  searchText: string;
  variants: VariantDraft[];
}

export interface GoodsDraft {
  categories: { id: string; name: string; slug: string }[];
  products: ProductDraft[];
}

/** Ids sort as the goods stand here. */
export function draftGoods(openedMs: number, random: Random): GoodsDraft {
  let ids = 0;
  const nextId = () => uuidAt(openedMs + ids++, random);
  const categories = DEMO_CATEGORIES.map((name) => ({ id: nextId(), name, slug: slugOf(name) }));
  const idOf = new Map<string, string>(categories.map(({ id, name }) => [name, id]));
  const products = demoProducts.map((product) => {
    const variants = combinationsOf(product.options).map((options) => ({
      ...{ id: nextId(), title: product.title, price: product.price, options },
      sku: [product.sku, ...options.map(({ value }) => partOf(value))].join("-"),
    }));
    const words = [product.title, product.description, ...variants.map(({ sku }) => sku)];
    return {
      ...product,
      ...{ id: nextId(), categoryId: idOf.get(product.category) ?? "", slug: slugOf(product.title) },
      ...{ searchText: foldedText(words.join("\n")), variants },
    };
  });
  return { categories, products };
}

function combinationsOf(options: DemoProduct["options"]): VariantDraft["options"][] {
  return options.reduce<VariantDraft["options"][]>(
    (some, { name, values }) => some.flatMap((chosen) => values.map((value) => [...chosen, { name, value }])),
    [[]],
  );
}

const partOf = (value: string) => slugOf(value).toUpperCase();

const slugOf = (text: string) =>
  foldedText(text)
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-+|-+$/g, "");

const foldedText = (text: string) => foldMarks(withoutInvisible(toCompatibleForm(text)).toLowerCase());
