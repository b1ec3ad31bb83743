/** What somebody has to know of their account also while their company is suspended. Links for a password lead nowhere then. */
const ALSO_SUSPENDED: ReadonlySet<string> = new Set(["people.new_device", "people.password_changed"]);

/** Whether the company is suspended, and nobody hears of an event of this kind. */
export function isSuspendedFor(status: string, kind: string): boolean {
  return status !== "active" && !ALSO_SUSPENDED.has(kind);
}
