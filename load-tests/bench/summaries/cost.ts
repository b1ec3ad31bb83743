/**
 * Processor time of the summary engine for a message, while conversations grow: today's engine beside an earlier commit's.
 * `npm run exec -- node load-tests/bench/summaries/cost.ts --before edb81b0`; everything is on the loopback and ends by itself.
 */
import { parseArgs } from "node:util";
import { watchCpu } from "../measure/process-usage.ts";
import { startPlatform, writtenTo } from "../world/platform.ts";
import { unpackTree } from "./earlier-tree.ts";
import { startEngine } from "./engine.ts";
import { openWriters, workOff } from "./load.ts";
import { readTexts } from "./texts.ts";

const { values } = parseArgs({
  options: {
    before: { type: "string" },
    conversations: { type: "string", default: "30" },
    /** Messages of each conversation in each of the phases. */
    messages: { type: "string", default: "50" },
    phases: { type: "string", default: "4" },
  },
});
const [conversations, messages, phases] = [values.conversations, values.messages, values.phases].map(Number) as [
  number,
  number,
  number,
];
const PER_SECOND = 100;

/** Milliseconds a message, phase by phase: in each every conversation grows, is indexed while it does, and summarised once. */
async function measure(root?: string): Promise<number[]> {
  await using platform = await startPlatform(1);
  await using engine = await startEngine(platform, root);
  using writers = await openWriters(writtenTo(platform), conversations);
  const textOf = readTexts();
  // Models are loaded and code is compiled before anything is counted.
  await writers.send(conversations, PER_SECOND, textOf);
  await workOff(platform.adminUrl);
  const perMessage: number[] = [];
  for (let phase = 0; phase < phases; phase += 1) {
    const used = watchCpu(engine.slot.pid);
    await writers.send(conversations * messages, PER_SECOND, textOf);
    await workOff(platform.adminUrl);
    perMessage.push(used().cpuMs / (conversations * messages));
    console.log(`  up to ${(phase + 1) * messages} messages: ${perMessage.at(-1)?.toFixed(1)} ms a message`);
  }
  return perMessage;
}

const mean = (numbers: readonly number[]) => numbers.reduce((sum, number) => sum + number, 0) / numbers.length;

let before: number[] = [];
if (values.before !== undefined) {
  console.log(`before, ${values.before}`);
  await using tree = await unpackTree(values.before);
  before = await measure(tree.root);
}
console.log("now");
const now = await measure();
console.log("\n| messages of a conversation | before, ms a message | now, ms a message |\n| --- | --- | --- |");
for (const [phase, ms] of now.entries()) {
  const range = `${phase * messages + 1} to ${(phase + 1) * messages}`;
  console.log(`| ${range} | ${before[phase]?.toFixed(1) ?? ""} | ${ms.toFixed(1)} |`);
}
console.log(`| all | ${before.length > 0 ? mean(before).toFixed(1) : ""} | ${mean(now).toFixed(1)} |`);
if (before.length > 0) console.log(`\n${(mean(now) / mean(before)).toFixed(2)} of the time before`);
