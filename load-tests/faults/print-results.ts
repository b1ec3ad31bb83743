import { countFindings } from "./checker/check-history.ts";
import type { Result } from "./try-fault.ts";

const RECOVERY = "back to normal";
const WORTH_SAYING_MS = 200;
const HEADER = [
  "fault",
  "sent",
  "acknowledged",
  "refused",
  "unknown, stored",
  "unknown, not stored",
  "lost",
  "repeated",
  "out of order",
  "other",
  RECOVERY,
];

/** Did everything promised hold? */
export function isGood(result: Result): boolean {
  return countFindings(result.findings) === 0 && result.complaints.length === 0;
}

/** The table, as Markdown: it is read in a terminal and in docs/faults.md. */
export function renderResults(results: readonly Result[]): string {
  const rows = results.map(({ fault, sent, outcomes, findings, complaints, ...recovery }) => {
    const { lost, repeated, reordered, gaps, crossed, misreported } = findings;
    return [
      fault.title,
      String(sent),
      String(outcomes.acknowledged),
      String(outcomes.refused),
      String(outcomes.unknownStored),
      String(outcomes.unknownAbsent),
      String(lost.length),
      String(repeated.length),
      String(reordered.length + gaps.length),
      String(crossed.length + misreported.length + complaints.length),
      renderRecovery(recovery),
    ];
  });
  const total = (column: number) => String(rows.reduce((sum, row) => sum + Number(row[column]), 0));
  const sums = HEADER.map((title, column) => (column === 0 ? "all" : title === RECOVERY ? "" : total(column)));
  const all = [HEADER, ...rows, sums];
  const widths = HEADER.map((_title, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0))).join(" | ")} |`;
  const rule = `| ${widths.map((width, column) => (column === 0 ? "-".repeat(width) : `${"-".repeat(width - 1)}:`)).join(" | ")} |`;
  return [line(HEADER), rule, ...rows.map(line), line(sums)].join("\n");
}

/** The machine's share is said when it had one: it is not in the number before it. */
function renderRecovery({ recoveryMs, starvedMs }: Pick<Result, "recoveryMs" | "starvedMs">): string {
  if (recoveryMs === null) return "not within 60 s";
  const seconds = (durationMs: number) => `${(durationMs / 1000).toFixed(1)} s`;
  return starvedMs < WORTH_SAYING_MS ? seconds(recoveryMs) : `${seconds(recoveryMs)} + ${seconds(starvedMs)} starved`;
}

/** The first few of everything that was not as promised. */
export function renderProblems(result: Result): string {
  const MAX_SHOWN = 5;
  const kinds = { ...result.findings, complaints: result.complaints };
  const lines = Object.entries(kinds).flatMap(([kind, found]) => [
    ...found.slice(0, MAX_SHOWN).map((text) => `  ${kind}: ${text}`),
    ...(found.length > MAX_SHOWN ? [`  ${kind}: and ${found.length - MAX_SHOWN} more`] : []),
  ]);
  return [`${result.fault.name}:`, ...lines].join("\n");
}
