/**
 * What people feel who use everything at once: `make dev` with all its parts, 300 conversations, and messages at a rate that waits
 * for nobody. `npm run exec -- node load-tests/bench/everyday/main.ts`; it starts and ends `make dev` itself, in a tenant that it deletes.
 * `--without-search`: the same while search and summaries stand still.
 */
import { setTimeout as delay } from "node:timers/promises";
import { parseArgs } from "node:util";
import { SERVICES } from "@chorus/contracts/services";
import { chatCaller, createTestTenant } from "@chorus/websocket-gateway/testing/tenant";
import { openWriters, workOff } from "../summaries/load.ts";
import { readTexts } from "../summaries/texts.ts";
import { GENEROUS_LIMITS } from "../world/platform.ts";
import { startDev } from "./dev-stack.ts";

const { values } = parseArgs({
  options: {
    rates: { type: "string", default: "200,500" },
    rounds: { type: "string", default: "5" },
    seconds: { type: "string", default: "10" },
    conversations: { type: "string", default: "300" },
    "without-search": { type: "boolean", default: false },
  },
});
const rates = values.rates.split(",").map(Number);
const conversations = Number(values.conversations);
const rounds = Number(values.rounds);
const OPERATOR_KEY = "dev-operator-key";
const PEOPLE_AT_ONCE = 8;
/** What follows a message but for search and summaries is over by then. */
const QUIET_MS = 3_000;
const withSearch = !values["without-search"];

const median = (numbers: readonly number[]) =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;
const shown = (numbers: readonly number[], digits = 1) => numbers.map((number) => number.toFixed(digits)).join(", ");

await using dev = await startDev();
const call = chatCaller(`http://127.0.0.1:${SERVICES["chat-service"].port}`);
const tenant = await createTestTenant(call, []);
try {
  await call("PATCH", "/api/v1/tenant", { limits: GENEROUS_LIMITS }, tenant.person("owner").token);
  const customers = async (count: number) => {
    const made = [];
    while (made.length < count)
      made.push(...(await Promise.all(Array.from({ length: PEOPLE_AT_ONCE }, () => tenant.customer()))));
    return made.slice(0, count);
  };
  using writers = await openWriters({ port: SERVICES["websocket-gateway"].port, customers }, conversations);
  const plainOf = readTexts();
  const textOf = (number: number) => `#${number}# ${plainOf(number)}`;
  await writers.send(conversations * 5, rates[0] ?? 0, textOf);
  await workOff(dev.adminDatabaseUrl);
  using _held = dev.hold(withSearch ? [] : ["summary-engine", "chroma"]);
  for (const rate of rates) {
    const count = rate * Number(values.seconds);
    const rows: { ackP50: number; ackP99: number; deliveryP50: number; deliveryP99: number }[] = [];
    const costs: Record<string, number>[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const used = dev.watchCpu();
      const { ack, delivery, lost } = await writers.send(count, rate, textOf);
      if (lost > 0) throw new Error(`${lost} messages did not arrive`);
      // Indexing and summaries of these messages belong to their cost.
      await (withSearch ? workOff(dev.adminDatabaseUrl) : delay(QUIET_MS));
      costs.push(Object.fromEntries(Object.entries(used()).map(([name, ms]) => [name, ms / count])));
      rows.push({ ackP50: ack.p50Ms, ackP99: ack.p99Ms, deliveryP50: delivery.p50Ms, deliveryP99: delivery.p99Ms });
      console.log(
        `${rate}/s, round ${round + 1}: ack ${shown([ack.p50Ms, ack.p99Ms])}, delivery p99 ${shown([delivery.p99Ms])}`,
      );
    }
    console.log(`\n| ${rate} messages/s | each round, ms | median |\n| --- | --- | ---: |`);
    for (const name of ["ackP50", "ackP99", "deliveryP50", "deliveryP99"] as const) {
      const each = rows.map((row) => row[name]);
      console.log(`| ${name} | ${shown(each)} | ${shown([median(each)])} |`);
    }
    console.log("\n| processor time a message, ms | each round | median |\n| --- | --- | ---: |");
    const names = [...new Set(costs.flatMap((cost) => Object.keys(cost)))];
    const listed = names.map((name) => ({ name, each: costs.map((cost) => cost[name] ?? 0) }));
    listed.push({ name: "all", each: costs.map((cost) => Object.values(cost).reduce((sum, ms) => sum + ms, 0)) });
    for (const { name, each } of listed) console.log(`| ${name} | ${shown(each, 2)} | ${shown([median(each)], 2)} |`);
    console.log("");
  }
} finally {
  await call("DELETE", `/api/v1/tenants/${tenant.tenantId}`, undefined, OPERATOR_KEY);
}
