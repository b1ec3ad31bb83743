/**
 * What the task engine can do on this machine, beside the two queues it has replaced.
 * `npm run exec -- node load-tests/bench/tasks/main.ts`; everything is on the loopback and ends by itself, after some ten minutes.
 */
import { parseArgs } from "node:util";
import { measureFlood } from "./flood.ts";
import { measureOldWay } from "./old-way.ts";
import { fillRows, measureStatements } from "./statements.ts";
import { measureThroughput } from "./throughput.ts";
import { startTaskBench } from "./world.ts";

const { values } = parseArgs({
  options: {
    tasks: { type: "string", default: "20000" },
    waiting: { type: "string", default: "1000000" },
    rows: { type: "string", default: "5000000" },
  },
});
const [tasks, waiting, rows] = [values.tasks, values.waiting, values.rows].map(Number) as [number, number, number];
const whole = (value: number) => Math.round(value).toLocaleString("en");
const ms = (value: number) => value.toFixed(1);

await using bench = await startTaskBench();
console.log(`${whole(tasks)} tasks of 10 tenants without work, in one process\n`);
console.log("| | enqueued a second | done a second |\n| --- | ---: | ---: |");
const old = await measureOldWay(bench, tasks);
console.log(`| before: a row and a job each | ${whole(old.enqueued)} | ${whole(old.done)} |`);
for (const perBatch of [1, 10, 50]) {
  const now = await measureThroughput(bench, { count: tasks, perBatch, concurrency: 10 });
  console.log(`| now, ${perBatch} a turn | ${whole(now.enqueued)} | ${whole(now.done)} |`);
}
const flood = await measureFlood(bench, waiting);
console.log(
  `\n${whole(waiting)} tasks of one tenant wait, ${whole(flood.perSecond)} of them are done a second; another tenant's task is done ` +
    `${ms(flood.p50Ms)} ms after it was enqueued (p50), ${ms(flood.p99Ms)} (p99), ${ms(flood.maxMs)} (longest); ` +
    `Redis holds ${flood.redisMiB.toFixed(2)} MiB more than before at most`,
);
const tenants = await fillRows(bench, rows - waiting);
console.log(`\n${whole(rows)} rows, of 1,000 tenants and that one\n`);
console.log("| statement, there and back | p50 ms | p95 ms | p99 ms |\n| --- | ---: | ---: | ---: |");
for (const { name, p50Ms, p95Ms, p99Ms } of await measureStatements(bench, [...tenants, flood.flooding])) {
  console.log(`| ${name} | ${ms(p50Ms)} | ${ms(p95Ms)} | ${ms(p99Ms)} |`);
}
