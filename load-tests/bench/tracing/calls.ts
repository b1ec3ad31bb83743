/**
 * What the calls of tracing themselves cost, in a loop, as whole platforms differ by more than that from each other:
 * `npm run exec -- node load-tests/bench/tracing/calls.ts`. A message is looked at once in the gateway and once in chat-service; one
 * that is recorded has three spans there.
 */
import { setTimeout as delay } from "node:timers/promises";
import { systemIds } from "@chorus/kernel/ids";
import { createTracing } from "@chorus/observability/tracing";
import { startCollector } from "./collector.ts";

const LOOKS = { count: 400_000, aMessage: 2 };
const SPANS = { count: 40_000, aMessage: 3, atOnce: 200 };
const ROUNDS = 5;
const SPEC = { name: "message.send", kind: "server", place: "root" } as const;

const collector = await startCollector();
const tracing = createTracing("bench", { endpoint: collector.endpoint, ratio: 0.01, key: "a key of this bench alone" });
const ids = Array.from({ length: LOOKS.count }, () => systemIds.next());
const traceIds = ids.map((id) => id.replaceAll("-", ""));
while (!ids.slice(0, 10_000).some((id) => tracing.traceOf(id))) await delay(50);

/** @returns processor time in µs for one */
async function costOf(count: number, work: () => Promise<void> | void): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / count;
}

for (let round = 0; round < ROUNDS; round += 1) {
  let found = 0;
  const lookUs = await costOf(LOOKS.count, () => {
    for (const id of ids) if (tracing.traceOf(id)) found += 1;
  });
  const spanUs = await costOf(SPANS.count, async () => {
    for (let first = 0; first < SPANS.count; first += SPANS.atOnce) {
      const some = traceIds.slice(first, first + SPANS.atOnce);
      await Promise.all(some.map((id) => tracing.inSpan(id, SPEC, () => Promise.resolve())));
      // As messages come: what is to be sent is sent meanwhile.
      await delay(1);
    }
  });
  const messageUs = (share: number) => LOOKS.aMessage * lookUs + share * SPANS.aMessage * spanUs;
  console.log(
    `one look ${lookUs.toFixed(2)} µs, one span ${spanUs.toFixed(1)} µs; a message at 1 % ${messageUs(0.01).toFixed(1)} µs, at 100 % ${messageUs(1).toFixed(0)} µs (${found} of ${LOOKS.count} chosen)`,
  );
}
await tracing.shutdown();
console.log(`${collector.spans()} spans arrived`);
collector.close();
