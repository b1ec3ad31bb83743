/** A moment as a field of date and time shows it: `2026-12-01T06:00`, in the zone of this browser. */
export function toLocalInput(timestamp: string): string {
  const at = new Date(timestamp);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** The moment that such a field means. */
export function fromLocalInput(value: string): string {
  return new Date(value).toISOString();
}
