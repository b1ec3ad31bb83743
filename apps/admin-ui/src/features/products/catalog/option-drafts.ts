import type { Product, ProductOption } from "@chorus/contracts/entities/catalogue";

/** An option as it is being written: its values in one line, with commas between them. */
export interface OptionDraft {
  key: string;
  name: string;
  values: string;
}

export type OptionProblem = "name" | "values" | "sameName" | "sameValue" | "tooMany";

/** As `PRODUCT_LIMITS` of the contracts. */
const MOST_VALUES = 50;

export function toDrafts(options: readonly ProductOption[]): OptionDraft[] {
  return options.map(({ name, values }) => ({ key: crypto.randomUUID(), name, values: values.join(", ") }));
}

function valuesOf({ values }: Pick<OptionDraft, "values">): string[] {
  return values
    .split(",")
    .map((value) => value.trim())
    .filter((value) => value !== "");
}

/** Rows of which nothing is written are no options. */
export function toOptions(drafts: readonly OptionDraft[]): ProductOption[] {
  return drafts.filter(isWritten).map((draft) => ({ name: draft.name.trim(), values: valuesOf(draft) }));
}

const isWritten = ({ name, values }: OptionDraft) => name.trim() !== "" || values.trim() !== "";

/** What is wrong with each, by its key. */
export function problemsOf(drafts: readonly OptionDraft[]): ReadonlyMap<string, OptionProblem> {
  const found = new Map<string, OptionProblem>();
  const names = new Set<string>();
  for (const draft of drafts.filter(isWritten)) {
    const [name, values] = [draft.name.trim(), valuesOf(draft)];
    if (name === "") found.set(draft.key, "name");
    else if (names.has(name)) found.set(draft.key, "sameName");
    else if (values.length === 0) found.set(draft.key, "values");
    else if (values.length > MOST_VALUES) found.set(draft.key, "tooMany");
    else if (new Set(values).size < values.length) found.set(draft.key, "sameValue");
    names.add(name);
  }
  return found;
}

/** How many combinations of its options a product has no variant for. */
export function missingOf({ options, variants }: Pick<Product, "options" | "variants">): number {
  return options.reduce((count, { values }) => count * values.length, 1) - variants.length;
}
