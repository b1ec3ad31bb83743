import { SummaryStatement, SummaryType } from "@chorus/contracts/entities/summary";
import { jsonrepair } from "jsonrepair";

export interface StreamedStatement {
  type: SummaryType;
  section: string;
  statement: SummaryStatement;
}

/**
 * The statements in a partial answer, in order. The last one is left out until the answer ends, because its text or sources may
 * not be complete.
 */
export function statementsIn(answer: string): StreamedStatement[] {
  const start = answer.indexOf("{");
  if (start === -1) return [];
  let value: unknown;
  try {
    value = JSON.parse(jsonrepair(answer.slice(start)));
  } catch {
    // Cut within a token: the next part completes it.
    return [];
  }
  const found = entriesOf(value).flatMap(([name, sections]) => {
    const type = SummaryType.safeParse(name);
    if (!type.success) return [];
    return entriesOf(sections).flatMap(([section, statements]) =>
      (Array.isArray(statements) ? statements : []).map((raw) => ({ type: type.data, section, raw: raw as unknown })),
    );
  });
  return found.slice(0, -1).flatMap(({ type, section, raw }): StreamedStatement[] => {
    const statement = SummaryStatement.safeParse(raw);
    return statement.success ? [{ type, section, statement: statement.data }] : [];
  });
}

function entriesOf(value: unknown): [string, unknown][] {
  return typeof value === "object" && value !== null ? Object.entries(value) : [];
}
