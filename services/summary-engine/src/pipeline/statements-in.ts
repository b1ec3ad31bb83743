import { SummaryStatement, SummaryType } from "@chorus/contracts/entities/summary";
import { jsonrepair } from "jsonrepair";

export interface FoundStatement {
  type: SummaryType;
  section: string;
  statement: SummaryStatement;
}

/**
 * The statements that the beginning of an answer holds, in the order in which they were written. The last one is left out until the
 * answer ends: its words or its sources may go on.
 */
export function statementsIn(answer: string): FoundStatement[] {
  const start = answer.indexOf("{");
  if (start === -1) return [];
  let value: unknown;
  try {
    value = JSON.parse(jsonrepair(answer.slice(start)));
  } catch {
    // In the middle of a word: with more of it there will be more to see.
    return [];
  }
  const found = entriesOf(value).flatMap(([name, sections]) => {
    const type = SummaryType.safeParse(name);
    if (!type.success) return [];
    return entriesOf(sections).flatMap(([section, statements]) =>
      (Array.isArray(statements) ? statements : []).map((raw) => ({ type: type.data, section, raw: raw as unknown })),
    );
  });
  return found.slice(0, -1).flatMap(({ type, section, raw }): FoundStatement[] => {
    const statement = SummaryStatement.safeParse(raw);
    return statement.success ? [{ type, section, statement: statement.data }] : [];
  });
}

function entriesOf(value: unknown): [string, unknown][] {
  return typeof value === "object" && value !== null ? Object.entries(value) : [];
}
