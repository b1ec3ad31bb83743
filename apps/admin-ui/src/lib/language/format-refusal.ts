import { ChorusProblem } from "@chorus/client-sdk/problem";
import { formatProblem } from "./format-problem.ts";
import { languageChoice } from "./language.ts";

/** A refusal by a rule of the shop: in English as the service says it, else in a sentence of the page's own. */
export function formatRefusal(error: unknown, own: string): string {
  const isRule = error instanceof ChorusProblem && error.code === "conflict";
  return isRule && languageChoice.getSnapshot() !== "en" ? own : formatProblem(error);
}
