import { ProductFields } from "@chorus/contracts/entities/catalogue";
import { foldMarks, toCompatibleForm, withoutInvisible } from "@chorus/kernel/fold-text";

const MAX_SLUG = 100;

/** A text in the form in which it is searched: small letters without accents. */
export function foldedText(text: string): string {
  return foldMarks(withoutInvisible(toCompatibleForm(text)).toLowerCase());
}

/** The part of an address that a title becomes: `Zelt „Skarn 2“` is `zelt-skarn-2`. */
export function slugOf(title: string): string {
  const slug = foldedText(title)
    .replaceAll(/[^a-z0-9]+/g, "-")
    .slice(0, MAX_SLUG)
    .replaceAll(/^-+|-+$/g, "");
  if (slug === "") return "item";
  return ProductFields.slug.safeParse(slug).success ? slug : `item-${slug}`;
}

/** A pattern of `like` for a word anywhere. */
export function anywhere(word: string): string {
  return `%${word.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
}
