/** The rows shown while the pointer is over the list, and the number of new ones that wait. */
export interface SteadyRows<Row> {
  rows: readonly Row[];
  waiting: number;
}

/**
 * Keeps rows in place: those already shown stay in their order with their newest content, removed ones
 * disappear, new ones above the last shown row wait. Rows after it (another page) are added.
 */
export function keepSteady<Row extends { id: string }>(
  shownIds: readonly string[],
  current: readonly Row[],
): SteadyRows<Row> {
  const byId = new Map(current.map((row) => [row.id, row]));
  const shown = new Set(shownIds);
  const kept = shownIds.flatMap((id) => byId.get(id) ?? []);
  const lastShown = current.findLastIndex((row) => shown.has(row.id));
  const isNew = (row: Row) => !shown.has(row.id);
  return {
    rows: [...kept, ...current.slice(lastShown + 1).filter(isNew)],
    waiting: current.slice(0, Math.max(0, lastShown)).filter(isNew).length,
  };
}
