/** What one kind of tests came to. */
export interface TestReport {
  passed: number;
  failures: Failure[];
}

export interface Failure {
  /** File and title, or whatever else finds it. */
  test: string;
  /** In a line or a few. */
  reason: string;
}

const REASON_LINES = 12;

const FOREIGN = /node_modules|node:internal/;

/** The first lines of an error, without a terminal's colours and without the stack of other people's code. */
export function toReason(text: string): string {
  // oxlint-disable-next-line no-control-regex -- a terminal's colours are control characters
  const plain = text.replaceAll(/\u001B\[[\d;]*m/g, "");
  const own = plain.split("\n").filter((line) => !FOREIGN.test(line));
  return own.slice(0, REASON_LINES).join("\n");
}

/** The last lines of a run: each failure once more, since CI keeps the end of a long log only, and the sum it reads. */
export function renderTotal(reports: readonly TestReport[]): string {
  const failures = reports.flatMap((report) => report.failures);
  const passed = reports.reduce((sum, report) => sum + report.passed, 0);
  const named = failures.map(({ test, reason }) => `✗ ${test}\n${reason.replaceAll(/^/gm, "    ")}\n`);
  return [...named, `${passed} passed, ${failures.length} failed`].join("\n");
}
