import { formatMoment } from "../../lib/language/format-time.ts";
import type { operatorTexts } from "./operator-texts.ts";

type Texts = (typeof operatorTexts)["en"];

/** What an entry of the operator's log is about: a feature with what was set before and after, or a company. */
export function describeDetail(detail: Record<string, unknown>, { flags, log }: Texts): string {
  const [flag, from, to, slug] = ["flag", "from", "to", "slug"].map((name) => textOf(detail[name]));
  if (!flag) return slug ?? "";
  const words = flag === "sign_up" ? log.signUpValues : log.values;
  const names: Partial<Record<string, string>> = flags.names;
  const [before, after] = [from, to].map((value) => describeValue(value ?? "", words, flags.until));
  return `${names[flag] ?? flag}: ${before} → ${after}`;
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** As chat-service writes it: `off, 30 %, until 2026-12-01T00:00:00.000Z`. */
function describeValue(value: string, words: Partial<Record<string, string>>, until: (at: string) => string): string {
  return value
    .split(", ")
    .map((part) =>
      part.startsWith("until ") ? until(formatMoment(part.slice("until ".length))) : (words[part] ?? part),
    )
    .join(", ");
}
