import { formatNumber } from "../../lib/language/format-number.ts";
import { formatMoment } from "../../lib/language/format-time.ts";
import type { flagNames } from "../../lib/desk/flag-names.ts";
import type { operatorTexts } from "./operator-texts.ts";

type Texts = (typeof operatorTexts)["en"];

/** What an entry of the operator's log is about: a feature with what was set before and after, or a company. */
export function describeDetail(
  { flag, from, to, slug }: Record<string, unknown>,
  texts: Texts,
  names: Partial<(typeof flagNames)["en"]>,
): string {
  if (typeof flag !== "string") return typeof slug === "string" ? slug : "";
  const words = flag === "sign_up" ? texts.log.signUpValues : texts.log.values;
  const [before, after] = [from, to].map((value) => describeValue(value, words, texts));
  // Another release may know others.
  const name = Object.entries(names).find(([known]) => known === flag)?.[1];
  return `${name ?? flag}: ${before} → ${after}`;
}

function describeValue(value: unknown, words: Texts["log"]["values"], { flags }: Texts): string {
  // As releases before values were kept.
  if (typeof value === "string") return value;
  if (value === null || typeof value !== "object") return words.notSet;
  const { isOn, percentage, expiresAt } = value as Record<string, unknown>;
  const parts = [isOn === true ? words.on : words.off];
  if (typeof percentage === "number" && percentage < 100) parts.push(flags.share(formatNumber(percentage)));
  if (typeof expiresAt === "string") parts.push(flags.until(formatMoment(expiresAt)));
  return parts.join(", ");
}
