import { foldMarks } from "@chorus/kernel/fold-text";

const MAX_CHARACTERS = 40;
const MIN_CHARACTERS = 2;
const MAX_NUMBER = 20;
/** As Germans write them where there are no umlauts. */
const UMLAUTS: Readonly<Record<string, string>> = { ä: "ae", ö: "oe", ü: "ue" };
/** Legal forms at the end of a name: nobody types them. */
const LEGAL_FORM =
  /[\s,]+(?:gmbh(?:\s*&\s*co\.?\s*kg)?|mbh|ag|kg|ohg|ug|e\.?\s?k\.?|e\.?\s?v\.?|ltd\.?|limited|inc\.?|llc|plc|corp\.?|s\.?\s?l\.?|s\.?\s?a\.?|b\.?\s?v\.?)$/u;

/**
 * Short names that a company may want, the best first: of its name, else of the address' domain, and with numbers behind it.
 * Each is a valid one.
 */
export function suggestSlugs({ companyName, email }: { companyName: string; email: string }): string[] {
  const domain = email.slice(email.indexOf("@") + 1);
  const labels = domain.split(".");
  const own = [slugOf(companyName), slugOf(labels.at(-2) ?? "")].find((slug) => slug.length >= MIN_CHARACTERS);
  const base = own ?? "team";
  const numbered = Array.from({ length: MAX_NUMBER - 1 }, (_, index) => withNumber(base, index + 2));
  return [base, ...numbered];
}

function slugOf(text: string): string {
  const lower = text.normalize("NFKC").toLowerCase().trim();
  const name = lower.replace(LEGAL_FORM, "");
  const latin = foldMarks(name.replaceAll(/[äöü]/gu, (letter) => UMLAUTS[letter] ?? letter));
  const words = latin
    .replaceAll("&", " ")
    .replaceAll(/['’.]/gu, "")
    .split(/[^a-z0-9]+/u);
  return cut(words.filter(Boolean).join("-"), MAX_CHARACTERS);
}

function withNumber(base: string, number: number): string {
  const ending = `-${number}`;
  return cut(base, MAX_CHARACTERS - ending.length) + ending;
}

function cut(slug: string, most: number): string {
  return slug.slice(0, most).replace(/-+$/u, "");
}
