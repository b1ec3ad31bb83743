/** SQLSTATE classes of a database that is away, full, busy or shutting down, and what Node calls a broken connection. */
const PASSING = /^(?:08|25|40|53|55|57|58)[\dA-Z]{3}$|^E(?!RR_)[A-Z]+$/;
/** What pg says of a connection without a code. */
const CONNECTION = /^Connection terminated|timeout exceeded when trying to connect/;

/** May the same work succeed later? What the data or the code is wrong about will not. */
export function isPassing(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code } = error as { code?: unknown };
  return typeof code === "string" ? PASSING.test(code) : CONNECTION.test(error.message);
}
