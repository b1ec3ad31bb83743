import { AppError } from "@chorus/kernel/app-error";

/** What is wrong with a cell of a sheet. */
export interface Mistake {
  /** As spreadsheets count: the names of the columns are row 1. */
  row: number;
  column: string;
  message: string;
}

const MAX_NAMED = 100;

/**
 * @param found in the order in which they were found: of a cell only the first counts, as the others follow from it
 * @throws AppError `invalid` that names each mistake with its row and column, up to a hundred, unless there is none
 */
export function requireNoMistakes(found: readonly Mistake[]): void {
  const mistakes = [...new Map(found.toReversed().map((each) => [`${each.row} ${each.column}`, each])).values()];
  if (mistakes.length === 0) return;
  const errors = mistakes
    .toSorted((left, right) => left.row - right.row || left.column.localeCompare(right.column))
    .slice(0, MAX_NAMED)
    .map(({ row, column, message }) => ({ path: `csv.${row}.${column}`, message }));
  const rows = new Set(mistakes.map(({ row }) => row)).size;
  const [first] = errors;
  const more = mistakes.length === 1 ? "" : ` There are ${mistakes.length} mistakes in ${rows} rows.`;
  throw new AppError("invalid", {
    detail: `${first!.path}: ${first!.message.replace(/[.]$/, "")}.${more} Nothing was changed.`,
    errors,
  });
}
