/** Rows as they are shown while somebody points at them, and how many new ones wait until they look away. */
export interface SteadyRows<Row> {
  rows: readonly Row[];
  waiting: number;
}

/**
 * Keeps rows where they are: those already shown stay in their order with their newest content, those no longer in the list
 * go, new ones that belong above the last shown row wait. Rows after it (another page) come as usual.
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
