const DAY_MS = 86_400_000;

/** The day so many days after another, or before it; days are written `2026-11-24`. */
export function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);
}

/** How many days after the first day the second one is; negative if it is before. */
export function daysBetween(first: string, second: string): number {
  return (Date.parse(second) - Date.parse(first)) / DAY_MS;
}
