/**
 * `make bench`: the same chat job served by Chorus and by its peers, side by side. Everything listens on 127.0.0.1, ends by
 * itself and ends what it has started. `--only fanout` runs the workloads whose names begin so, `--quick` those with targets in fewer rounds,
 * `--add` only the cells that the last run has not got to.
 */
import { setTimeout as delay } from "node:timers/promises";
import { parseArgs } from "node:util";
import { ALL_CONTESTANTS, type NamedContestant } from "./contestant.ts";
import { pin } from "./measure/cores.ts";
import { describeMachine } from "./report/machine.ts";
import { readResults, writeResults } from "./report/write-results.ts";
import { ALL_WORKLOADS } from "./workloads/all-workloads.ts";
import type { Sample, Workload } from "./workloads/workload.ts";
import { endAll } from "./world/bench-cleanup.ts";
import { buildStage, type Stage } from "./world/stage.ts";

/** A cell that has not ended by then never will, and would disturb all that come after it: the run ends. */
const CELL_LIMIT_MS = 4 * 60_000;
let isStuck = false;

const { values } = parseArgs({
  options: {
    only: { type: "string" },
    peers: { type: "string" },
    quick: { type: "boolean", default: false },
    rounds: { type: "string" },
    into: { type: "string", default: "latest" },
    add: { type: "boolean", default: false },
  },
});
const isNamed = (list: string | undefined, name: string) =>
  list === undefined || list.split(",").some((part) => name.startsWith(part));
/** What is asked for by name runs at least once, also in a hurry. */
function roundsOf({ rounds: { whole, quick } }: Workload): number {
  const wanted = values.quick ? quick : whole;
  if (values.rounds === undefined) return values.only === undefined ? wanted : Math.max(1, wanted);
  return Math.min(wanted, Number(values.rounds));
}

const workloads = ALL_WORKLOADS.filter((workload) => isNamed(values.only, workload.name) && roundsOf(workload) > 0);
const contestants = ALL_CONTESTANTS.filter(
  ({ name }) => values.peers === undefined || values.peers.split(",").includes(name),
);
if (workloads.length === 0 || contestants.length === 0) {
  const names = [...ALL_WORKLOADS, ...ALL_CONTESTANTS].map(({ name }) => name);
  throw new Error(`no such workload or peer; there are ${names.join(", ")}`);
}

const known = values.add ? await readResults(values.into) : null;
const machine = describeMachine(known?.machine.commit);
const startMs = performance.now();
const samples: Sample[] = [...(known?.samples ?? [])];
const failures: string[] = [];

/** Each round begins with another one, so that nobody is always first or always after the same. */
function inTurn(round: number): NamedContestant[] {
  return contestants.map((_, index) => contestants[(index + round) % contestants.length] as NamedContestant);
}

async function runCell(stage: Stage, workload: Workload, contestant: NamedContestant, round: number): Promise<void> {
  const cellMs = performance.now();
  const label = `round ${round + 1} of ${roundsOf(workload)}  ${workload.name.padEnd(16)} ${contestant.name.padEnd(18)}`;
  const tooLate = new AbortController();
  // What a cell starts begins on the cores of this process.
  pin(process.pid, workload.isPinned ? "load" : "any");
  try {
    const limit = delay(CELL_LIMIT_MS, undefined, { signal: tooLate.signal }).then(() => {
      isStuck = true;
      throw new Error(`not over after ${CELL_LIMIT_MS / 1_000} s`);
    });
    const metrics = await Promise.race([workload.run(stage, contestant), limit]);
    samples.push({ workload: workload.name, contestant: contestant.name, round, metrics });
    const shown = workload.columns.map(
      ({ metric, title, digits }) => `${title} ${(metrics[metric] ?? Number.NaN).toFixed(digits)}`,
    );
    console.log(`${label} ${shown.join(", ")}  (${((performance.now() - cellMs) / 1_000).toFixed(0)} s)`);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    failures.push(`${label.trim()}: ${reason}`);
    console.log(`${label} did not run: ${reason}`);
  } finally {
    tooLate.abort();
  }
}

await using stage = await buildStage();
const rounds = Math.max(...workloads.map(roundsOf));
const hasRun = (workload: Workload, { name }: NamedContestant, round: number) =>
  samples.some((sample) => sample.workload === workload.name && sample.contestant === name && sample.round === round);

/** After each round, so that a run that is broken off can be gone on with. */
function write(): ReturnType<typeof writeResults> {
  const minutes = (known?.minutes ?? 0) + (performance.now() - startMs) / 60_000;
  const measured = ALL_WORKLOADS.filter(({ name }) => samples.some(({ workload }) => workload === name));
  const most = Math.max(rounds, known?.rounds ?? 0);
  return writeResults(values.into, measured, samples, { machine, rounds: most, minutes, failures });
}

async function runRound(round: number): ReturnType<typeof writeResults> {
  for (const workload of workloads.filter((each) => round < roundsOf(each))) {
    for (const contestant of inTurn(round).filter(workload.contestants)) {
      if (!isStuck && !hasRun(workload, contestant, round)) await runCell(stage, workload, contestant, round);
    }
  }
  return write();
}

let written = await runRound(0);
for (let round = 1; round < rounds; round += 1) written = await runRound(round);
const { report, folder } = written;
console.log(`\n${report}\nwritten to ${folder}`);
if (failures.length > 0) process.exitCode = 1;
if (isStuck) await endAll();
