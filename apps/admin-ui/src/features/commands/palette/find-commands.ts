import type { Command } from "../../../lib/desk/commands.ts";
import { foldText } from "../../../lib/language/fold-text.ts";

/** Commands that contain every word of the query; those that begin with it come first. */
export function findCommands(commands: readonly Command[], query: string): readonly Command[] {
  const words = foldText(query).split(" ").filter(Boolean);
  const found = commands.filter(({ label }) => words.every((word) => foldText(label).includes(word)));
  const startsWith = ({ label }: Command) => Number(foldText(label).startsWith(words[0] ?? ""));
  return found.toSorted((one, other) => startsWith(other) - startsWith(one));
}
