/**
 * What traces cost: processor time a message of a gateway and chat-service with tracing off, at 1 % and at 100 %, in turns over the
 * same minutes. `npm run exec -- node load-tests/bench/tracing/main.ts --rounds 10`
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
    rounds: { type: "string", default: "10" },
    rate: { type: "string", default: "400" },
    seconds: { type: "string", default: "5" },
  },
});
const CONVERSATIONS = 100;
/** Off twice: what differs between those is the error of the measurement. */
const RATIOS = { off: null, "off, another": null, "0 %": "0", "1 %": "0.01", "100 %": "1" };
const rate = Number(values.rate);
const count = rate * Number(values.seconds);

const median = (numbers: readonly number[]) =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;

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

const cleanup = createCleanup();
try {
  const contestants = [];
  for (const [name, ratio] of Object.entries(RATIOS)) {
    const collector = await startCollector();
    cleanup.defer(() => collector.close());
    const { endpoint } = collector;
    const variables = ratio === null ? {} : { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_TRACES_SAMPLER_ARG: ratio };
    const platform = await startPlatform(1, variables);
    cleanup.defer(() => platform[Symbol.asyncDispose]());
    const writers = await openWriters(writtenTo(platform), CONVERSATIONS);
    cleanup.defer(() => writers[Symbol.dispose]());
    await writers.send(count, rate, (number) => `#${number}# warm`);
    contestants.push({
      name,
      parts: platform.parts,
      writers,
      gateway: [] as number[],
      chat: [] as number[],
      collector,
    });
  }
  for (let round = 0; round < Number(values.rounds); round += 1) {
    // Another one begins each time.
    for (let turn = 0; turn < contestants.length; turn += 1) {
      const one = contestants[(round + turn) % contestants.length];
      if (!one) continue;
      const [gateway, chat] = [watchCpu(one.parts.gateway), watchCpu(one.parts.chat)];
      const { lost } = await one.writers.send(count, rate, (number) => `#${number}# What do you think of it?`);
      if (lost > 0) throw new Error(`${lost} messages did not arrive`);
      one.gateway.push((gateway().cpuMs * 1_000) / count);
      one.chat.push((chat().cpuMs * 1_000) / count);
    }
  }
  console.log(
    "| traces | gateway, µs a message | chat-service, µs | both | beside off | spans |\n| --- | ---: | ---: | ---: | ---: | ---: |",
  );
  const bothOf = ({ gateway, chat }: { gateway: number[]; chat: number[] }) =>
    gateway.map((us, round) => us + (chat[round] ?? 0));
  const [off] = contestants;
  for (const one of contestants) {
    const both = bothOf(one);
    const more = off ? both.map((us, round) => us / (bothOf(off)[round] ?? Number.NaN) - 1) : [];
    const cells = [median(one.gateway), median(one.chat), median(both)].map((us) => us.toFixed(0));
    console.log(
      `| ${[one.name, ...cells, `${(median(more) * 100).toFixed(1)} %`, String(one.collector.spans())].join(" | ")} |`,
    );
  }
} finally {
  await cleanup.run();
}
