import type { Command } from "../../lib/desk/commands.ts";

/** Commands that contain every word of the query; those that begin with it come first. */
export function findCommands(commands: readonly Command[], query: string): readonly Command[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const found = commands.filter(({ label }) => words.every((word) => label.toLowerCase().includes(word)));
  const startsWith = ({ label }: Command) => Number(label.toLowerCase().startsWith(words[0] ?? ""));
  return found.toSorted((one, other) => startsWith(other) - startsWith(one));
}
