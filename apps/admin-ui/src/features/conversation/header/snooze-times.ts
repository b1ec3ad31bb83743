/** Nine in the morning, so many days from now. */
function morning(now: Date, days: number): Date {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, 9);
}

export const SNOOZES = ["hour", "tomorrow", "monday"] as const;

/** The offered snooze times, in the agent's own zone: the next Monday is at least one day away. */
export function snoozeTimes(now: Date): Record<(typeof SNOOZES)[number], Date> {
  return {
    hour: new Date(now.getTime() + 3_600_000),
    tomorrow: morning(now, 1),
    monday: morning(now, (8 - now.getDay()) % 7 || 7),
  };
}
