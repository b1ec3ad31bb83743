/**
 * What traces cost: processor time a message of a gateway and chat-service with tracing off and on, in turns over the same minutes. Each
 * generation is made of fresh processes, because two equal ones differ by more than what is looked for; the mean over generations does not.
 * `npm run exec -- node load-tests/bench/tracing/main.ts --generations 12`
 */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { parseArgs } from "node:util";
import { createCleanup } from "@chorus/kernel/cleanup";
import { watchCpu } from "../measure/process-usage.ts";
import { openWriters } from "../summaries/load.ts";
import { startPlatform, writtenTo } from "../world/platform.ts";

const { values } = parseArgs({
  options: {
    generations: { type: "string", default: "12" },
    /** Of each process, within a generation. */
    turns: { type: "string", default: "4" },
    rate: { type: "string", default: "400" },
    seconds: { type: "string", default: "3" },
  },
});
const CONVERSATIONS = 100;
/** Off twice: what differs between those is the error of the measurement. */
const RATIOS = { off: null, "off, another": null, "1 %": "0.01", "100 %": "1" };
type Name = keyof typeof RATIOS;
const rate = Number(values.rate);
const count = rate * Number(values.seconds);
const WARM_SECONDS = 8;

const meanOf = (numbers: readonly number[]) => numbers.reduce((sum, one) => sum + one, 0) / numbers.length;
/** How far a mean of so many may be from the true one, by chance: one standard error. */
const errorOf = (numbers: readonly number[]) => {
  const mean = meanOf(numbers);
  const squares = numbers.reduce((sum, one) => sum + (one - mean) ** 2, 0);
  return Math.sqrt(squares / (numbers.length - 1) / numbers.length);
};

/** Counts what it is sent, so that the cost is known to be that of recording. */
async function startCollector() {
  let spans = 0;
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on("data", (piece: Buffer) => pieces.push(piece));
    request.on("end", () => {
      spans += Buffer.concat(pieces).toString().split('"spanId"').length - 1;
      response.writeHead(200, { "content-type": "application/json" }).end("{}");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { endpoint, spans: () => spans, close: () => server.close() };
}

interface Cost {
  gatewayUs: number;
  chatUs: number;
}

/** A gateway and chat-service of their own, warm. */
async function startContestant(name: Name, cleanup: ReturnType<typeof createCleanup>) {
  const collector = await startCollector();
  cleanup.defer(() => collector.close());
  const ratio = RATIOS[name];
  const variables =
    ratio === null ? {} : { OTEL_EXPORTER_OTLP_ENDPOINT: collector.endpoint, OTEL_TRACES_SAMPLER_ARG: ratio };
  const platform = await startPlatform(1, variables);
  cleanup.defer(() => platform[Symbol.asyncDispose]());
  const writers = await openWriters(writtenTo(platform), CONVERSATIONS);
  cleanup.defer(() => writers[Symbol.dispose]());
  await writers.send(rate * WARM_SECONDS, rate, (number) => `#${number}# warm`);
  return {
    name,
    spans: collector.spans,
    async turn(): Promise<Cost> {
      const [gateway, chat] = [watchCpu(platform.parts.gateway), watchCpu(platform.parts.chat)];
      const { lost } = await writers.send(count, rate, (number) => `#${number}# What do you think of it?`);
      if (lost > 0) throw new Error(`${lost} messages did not arrive`);
      return { gatewayUs: (gateway().cpuMs * 1_000) / count, chatUs: (chat().cpuMs * 1_000) / count };
    },
  };
}

/** @returns what each cost a message, and how many spans it recorded */
async function runGeneration(generation: number): Promise<Map<Name, Cost & { spans: number }>> {
  const cleanup = createCleanup();
  try {
    const names = Object.keys(RATIOS) as Name[];
    const contestants = [];
    for (const name of names) contestants.push(await startContestant(name, cleanup));
    const costs = new Map(names.map((name) => [name, [] as Cost[]]));
    for (let turn = 0; turn < Number(values.turns) * names.length; turn += 1) {
      // Another one begins each time.
      const one = contestants[(generation + turn + Math.floor(turn / names.length)) % names.length];
      if (one) costs.get(one.name)?.push(await one.turn());
    }
    return new Map(
      contestants.map(({ name, spans }) => {
        const own = costs.get(name) ?? [];
        const [gatewayUs, chatUs] = [meanOf(own.map((cost) => cost.gatewayUs)), meanOf(own.map((cost) => cost.chatUs))];
        return [name, { gatewayUs, chatUs, spans: spans() }];
      }),
    );
  } finally {
    await cleanup.run();
  }
}

const found: Map<Name, Cost & { spans: number }>[] = [];
for (let generation = 0; generation < Number(values.generations); generation += 1) {
  found.push(await runGeneration(generation));
  console.log(generation + 1, JSON.stringify(Object.fromEntries(found.at(-1) ?? [])));
}
const bothOf = (cost: Cost | undefined) => (cost ? cost.gatewayUs + cost.chatUs : Number.NaN);
console.log(
  "| traces | gateway, µs a message | chat-service, µs | beside off | standard error | spans |\n| --- | ---: | ---: | ---: | ---: | ---: |",
);
for (const name of Object.keys(RATIOS) as Name[]) {
  const own = found.flatMap((costs) => costs.get(name) ?? []);
  const more = found.map((costs) => 100 * (bothOf(costs.get(name)) / bothOf(costs.get("off")) - 1));
  const cells = [
    meanOf(own.map(({ gatewayUs }) => gatewayUs)).toFixed(0),
    meanOf(own.map(({ chatUs }) => chatUs)).toFixed(0),
    `${meanOf(more).toFixed(1)} %`,
    `${errorOf(more).toFixed(1)} %`,
    String(own.reduce((sum, { spans }) => sum + spans, 0)),
  ];
  console.log(`| ${[name, ...cells].join(" | ")} |`);
}
