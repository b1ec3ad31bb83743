/**
 * `make fault-test`: the whole platform as real processes, people who talk, one fault after the other. Everything listens on
 * 127.0.0.1, ends by itself and ends what it has started.
 */
import { mkdir, rm, writeFile } from "node:fs/promises";
import { cpus, totalmem } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { ALL_FAULTS } from "./cases/all-faults.ts";
import { isGood, renderProblems, renderResults } from "./print-results.ts";
import { tryFault, type Result } from "./try-fault.ts";
import { startCluster } from "./world/cluster.ts";
import { watchStarvation } from "./world/starvation.ts";

const { values } = parseArgs({
  options: {
    short: { type: "boolean", default: false },
    only: { type: "string", multiple: true, default: [] },
    kills: { type: "string" },
    report: { type: "string" },
  },
});
const wanted = ALL_FAULTS.filter((fault) => {
  if (values.only.length > 0) return values.only.includes(fault.name);
  return !values.short || fault.isShort;
});
if (wanted.length === 0) {
  throw new Error(`no such fault; there are ${ALL_FAULTS.map((fault) => fault.name).join(", ")}`);
}

/** Not wrong, but worth a line. */
const SLOW_MS = 3_000;
const kills = Number(values.kills ?? (values.short ? 6 : 200));
const startedAt = performance.now();
const results: Result[] = [];
// A report of an earlier run must not speak for this one.
if (values.report !== undefined) await rm(values.report, { force: true });
await using cluster = await startCluster();
const starvation = watchStarvation();
const end = async () => {
  await cluster[Symbol.asyncDispose]();
  // A fault may be waiting for minutes; what it has started is gone already.
  process.kill(process.pid, "SIGKILL");
};
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void end());
for (const fault of wanted) {
  const faultAt = performance.now();
  const result = await tryFault(cluster, fault, { isShort: values.short, kills, starvation });
  results.push(result);
  const tookSeconds = ((performance.now() - faultAt) / 1000).toFixed(0);
  console.log(
    `${isGood(result) ? "✓" : "✗"} ${fault.title} (${fault.name}, ${tookSeconds} s, ${result.outcomes.acknowledged} of ${result.sent})`,
  );
  if (!isGood(result)) console.log(renderProblems(result));
  else if ((result.recoveryMs ?? 0) > SLOW_MS) console.log(`  took a while: ${result.lastly[0]}`);
}
const ranMs = performance.now() - startedAt;
const starved = `this process waited for a processor ${((100 * starvation.starvedMs) / ranMs).toFixed(1)} % of the time`;
const machine = `${cpus().length} × ${cpus()[0]?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}`;
const minutes = (ranMs / 60_000).toFixed(1);
console.log(
  `\n${renderResults(results)}\n\n${new Date().toISOString().slice(0, 10)}, ${machine}, ${minutes} minutes; ${starved}`,
);
const failed = results.filter((result) => !isGood(result));
console.log(`\n${results.length - failed.length} passed, ${failed.length} failed`);
if (values.report !== undefined) {
  await mkdir(path.dirname(values.report), { recursive: true });
  const failures = failed.map((result) => ({ test: result.fault.title, reason: renderProblems(result) }));
  await writeFile(values.report, JSON.stringify({ passed: results.length - failed.length, failures }));
}
if (failed.length > 0) process.exitCode = 1;
