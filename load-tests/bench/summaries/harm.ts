/**
 * Whether messages are slower while conversations are indexed and summarised: rounds in turn with the summary engine at work and
 * stopped. `npm run exec -- node load-tests/bench/summaries/harm.ts`; everything is on the loopback and ends by itself.
 */
import { setTimeout as delay } from "node:timers/promises";
import { parseArgs } from "node:util";
import { startPlatform, writtenTo } from "../world/platform.ts";
import { unpackTree } from "./earlier-tree.ts";
import { startEngine } from "./engine.ts";
import { openWriters, workOff } from "./load.ts";
import { readTexts } from "./texts.ts";

const { values } = parseArgs({
  options: {
    /** An earlier commit, whose engine is measured instead of today's. */
    before: { type: "string" },
    rounds: { type: "string", default: "5" },
    seconds: { type: "string", default: "20" },
  },
});
const PER_SECOND = 100;
const CONVERSATIONS = 30;
const SETTLE_MS = 1_000;
const count = PER_SECOND * Number(values.seconds);

const median = (numbers: readonly number[]) =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;

await using tree = values.before === undefined ? null : await unpackTree(values.before);
await using platform = await startPlatform(1);
await using engine = await startEngine(platform, tree?.root);
using writers = await openWriters(writtenTo(platform), CONVERSATIONS);
const plainOf = readTexts();
const textOf = (number: number) => `#${number}# ${plainOf(number)}`;
await writers.send(CONVERSATIONS * 10, PER_SECOND, textOf);
await workOff(platform.adminUrl);
const took: Record<"running" | "stopped", number[]> = { running: [], stopped: [] };
for (let round = 0; round < Number(values.rounds); round += 1) {
  for (const state of ["running", "stopped"] as const) {
    engine.slot.kill(state === "running" ? "SIGCONT" : "SIGSTOP");
    await delay(SETTLE_MS);
    const { delivery, lost } = await writers.send(count, PER_SECOND, textOf);
    engine.slot.kill("SIGCONT");
    await workOff(platform.adminUrl);
    if (lost > 0) throw new Error(`${lost} messages did not arrive`);
    took[state].push(delivery.p99Ms);
    console.log(`round ${round + 1}, engine ${state}: p99 ${delivery.p99Ms.toFixed(1)} ms`);
  }
}
console.log(`\n| summary engine | p99 of each round, ms | median |\n| --- | --- | --- |`);
for (const [state, p99s] of Object.entries(took))
  console.log(`| ${state} | ${p99s.map((ms) => ms.toFixed(1)).join(", ")} | ${median(p99s).toFixed(1)} |`);
