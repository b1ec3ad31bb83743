import type { SummarySection } from "@chorus/contracts/entities/summary";

/** Keeps the statements that agents wrote, and adds statements that cite only newer messages. */
export function keepEdits(
  edited: readonly SummarySection[],
  fresh: readonly SummarySection[],
  editedUpToSeq: number,
): SummarySection[] {
  const newer = fresh.map(({ name, statements }) => ({
    name,
    statements: statements.filter(({ cites }) => cites.every((seq) => seq > editedUpToSeq)),
  }));
  const kept = edited.map((section) => ({
    name: section.name,
    statements: [
      ...section.statements,
      ...(newer.find(({ name }) => name === section.name)?.statements ?? []).filter(
        ({ text }) => !section.statements.some((known) => known.text === text),
      ),
    ],
  }));
  const names = new Set(edited.map(({ name }) => name));
  return [...kept, ...newer.filter(({ name, statements }) => !names.has(name) && statements.length > 0)];
}
