import type { NamedContestant } from "../contestant.ts";
import type { Column, Workload } from "../workloads/workload.ts";
import type { Machine } from "./machine.ts";
import type { Spread, Summary } from "./summary.ts";
import { TARGETS } from "./targets.ts";

/** Above this share of its core the generator may be what was measured. */
const GENERATOR_LIMIT = 0.8;

export interface RunFacts {
  machine: Machine;
  rounds: number;
  minutes: number;
  failures: readonly string[];
}

/** The whole result as Markdown. */
export function renderReport(
  workloads: readonly Workload[],
  contestants: readonly NamedContestant[],
  summary: Summary,
  facts: RunFacts,
): string {
  return [
    "# Chorus beside its peers",
    renderFacts(facts),
    renderTargets(summary),
    ...workloads.map((workload) => renderWorkload(workload, contestants, summary)),
    ...(facts.failures.length === 0
      ? []
      : [`## What did not run\n\n${facts.failures.map((line) => `- ${line}`).join("\n")}`]),
  ]
    .filter(Boolean)
    .join("\n\n")
    .concat("\n");
}

function renderFacts({ machine, rounds, minutes }: RunFacts): string {
  const packages = Object.entries(machine.packages).map(([name, version]) => `${name} ${version}`);
  const pinned = machine.isPinned
    ? "the server alone on one core, the load generator and Redis on the other"
    : "nothing pinned: `taskset` or a second core is not there";
  return [
    `${machine.at.slice(0, 10)}, commit ${machine.commit}, ${machine.processor}, ${machine.memoryGib} GiB, Linux ${machine.kernel}, Node ${machine.node}, Redis ${machine.redis}, ${packages.join(", ")}.`,
    `Up to ${rounds} rounds in rotated order, ${minutes.toFixed(0)} minutes, loopback without TLS, ${pinned}; load average before the first cell ${machine.loadBefore.toFixed(2)}.`,
    "Cells are the median of the rounds [least to most]; × is Chorus' share of that peer's first column, round by round. Method and limits: [load-tests/bench](../../bench/README.md).",
  ].join("\n");
}

function renderTargets(summary: Summary): string {
  const rows = TARGETS.flatMap((target) => {
    const spread = target.value(summary);
    if (Number.isNaN(spread.median)) return [];
    const isUpper = "atMost" in target;
    const isReached = isUpper ? spread.median <= target.atMost : spread.median >= target.atLeast;
    const verdict = isReached ? "reached" : "**not reached**";
    const bound = isUpper ? `≤ ${target.atMost}` : `≥ ${target.atLeast}`;
    return [`| ${target.text} | ${bound} | ${cellOf(spread, target.digits)} | ${verdict} |`];
  });
  if (rows.length === 0) return "";
  return ["## Targets", "", "| what | target | this run | |", "| --- | --- | --- | --- |", ...rows].join("\n");
}

function renderWorkload(workload: Workload, contestants: readonly NamedContestant[], summary: Summary): string {
  const present = contestants.filter(({ name }) => summary.contestantsOf(workload.name).has(name));
  if (present.length === 0) return "";
  const header = ["", ...workload.columns.map(({ title }) => title), "×"];
  const [primary] = workload.columns;
  const rows = present.map(({ name, title }) => {
    const cells = workload.columns.map((column) => cell(summary, workload.name, name, column));
    const ratio = summary.ratio(workload.name, primary.metric, ["chorus", name]);
    return [title, ...cells, name === "chorus" ? "" : cellOf(ratio, 2)];
  });
  return [
    `## ${workload.title}`,
    "",
    workload.how,
    "",
    ...[header, header.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`),
    "",
    `![${workload.title}](${workload.name}.svg)`,
  ].join("\n");
}

function cell(summary: Summary, workload: string, contestant: string, { metric, digits }: Column): string {
  const spread = summary.of(workload, contestant, metric);
  const isLimit = metric === "generatorShare" && spread.median > GENERATOR_LIMIT;
  return `${cellOf(spread, digits)}${isLimit ? " (the limit)" : ""}`;
}

function cellOf({ median, least, most }: Spread, digits: number): string {
  if (Number.isNaN(median)) return "–";
  const [from, to] = [least.toFixed(digits), most.toFixed(digits)];
  return from === to ? median.toFixed(digits) : `${median.toFixed(digits)} [${from} to ${to}]`;
}
