import { type OptionValue, PRODUCT_LIMITS, type ProductOption } from "@chorus/contracts/entities/catalogue";
import { AppError } from "@chorus/kernel/app-error";

/** The values that a variant has, by the name of the option. */
export type Chosen = Readonly<Record<string, string>>;

/** @throws AppError `invalid` for two options of one name, or a value that stands twice */
export function requireDistinct(options: readonly ProductOption[]): void {
  const names = options.map(({ name }) => name);
  if (new Set(names).size < names.length) throw invalid("options", "Two options have the same name.");
  for (const { name, values } of options)
    if (new Set(values).size < values.length) throw invalid("options", `A value of ${name} stands there twice.`);
}

/** What is chosen, by name. @throws AppError `invalid` for an option that is chosen twice */
export function chosenOf(values: readonly OptionValue[]): Chosen {
  const chosen = Object.fromEntries(values.map(({ name, value }) => [name, value]));
  if (Object.keys(chosen).length < values.length) throw invalid("options", "An option is chosen twice.");
  return chosen;
}

/** The values in the order of the options; of an option that a variant has no value of, an empty one. */
export function valuesOf(options: readonly ProductOption[], chosen: Chosen): OptionValue[] {
  // Names of options are what somebody typed: `constructor`, too.
  return options.map(({ name }) => ({ name, value: Object.hasOwn(chosen, name) ? (chosen[name] ?? "") : "" }));
}

/**
 * The values in the order of the options, as text: two variants of a product never have the same.
 * @throws AppError `invalid` unless there is exactly one value of each option
 */
export function optionKeyOf(options: readonly ProductOption[], chosen: Chosen): string {
  const names = new Set(options.map(({ name }) => name));
  const unknown = Object.keys(chosen).find((name) => !names.has(name));
  if (unknown !== undefined) throw invalid("options", `The product has no option ${unknown}.`);
  const values = options.map(({ name, values: possible }) => {
    const value = Object.hasOwn(chosen, name) ? chosen[name] : undefined;
    if (value === undefined) throw invalid("options", `Choose one of ${name}: ${possible.join(", ")}.`);
    if (!possible.includes(value)) throw invalid("options", `${value} is none of ${name}: ${possible.join(", ")}.`);
    return value;
  });
  return JSON.stringify(values);
}

/** Every combination of the options; one empty one without options. @throws AppError `conflict` when there are too many */
export function combinationsOf(options: readonly ProductOption[]): Chosen[] {
  const count = options.reduce((product, { values }) => product * values.length, 1);
  if (count > PRODUCT_LIMITS.variants)
    throw new AppError("conflict", {
      detail: `The options have ${count} combinations; a product has at most ${PRODUCT_LIMITS.variants} variants.`,
    });
  return options.reduce<Chosen[]>(
    (some, { name, values }) => some.flatMap((chosen) => values.map((value) => ({ ...chosen, [name]: value }))),
    [{}],
  );
}

function invalid(path: string, message: string): AppError {
  return new AppError("invalid", { detail: message, errors: [{ path, message }] });
}
