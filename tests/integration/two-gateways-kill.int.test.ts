import { until } from "@chorus/testing/until";
import { createTestTenant, type Tenant } from "@chorus/websocket-gateway/testing/tenant";
import { TestClient } from "@chorus/websocket-gateway/testing/test-client";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { startGatewayProcess, type GatewayProcess } from "./gateway-process.ts";
import { startLoadBalancer, type LoadBalancer } from "./load-balancer.ts";
import { connectPerson, type SdkPerson } from "./sdk-person.ts";
import { startServices, type Services } from "./services.ts";

/**
 * Two gateways in processes of their own, a customer and an agent with the client SDK behind a load balancer, 200 messages both
 * ways, and one gateway ends in the middle of it.
 */

/** A customer may send 5 a second after the first 20, an agent 20 after the first 80: both have enough to do for four seconds. */
const FROM_CUSTOMER = 40;
const FROM_AGENT = 160;

let services: Services;
let tenant: Tenant;
beforeAll(async () => {
  services = await startServices({ gateways: 0 });
  tenant = await createTestTenant(services.call, []);
});
afterAll(async () => {
  await services[Symbol.asyncDispose]();
});

let gateways: [GatewayProcess, GatewayProcess];
let balancer: LoadBalancer;
let people: SdkPerson[];
beforeEach(async () => {
  gateways = await Promise.all([
    startGatewayProcess(services.gatewayVariables),
    startGatewayProcess(services.gatewayVariables),
  ]);
  balancer = await startLoadBalancer(gateways.map(({ port }) => port));
  people = [];
});
afterEach(async () => {
  for (const { chat } of people) chat.stop();
  await balancer[Symbol.asyncDispose]();
  await Promise.all(gateways.map((gateway) => gateway.stop()));
});

/** The customer on the first gateway, the agent on the second. */
async function twoPeople(): Promise<{ customer: SdkPerson; agent: SdkPerson }> {
  const member = await tenant.customer();
  const customer = await connectPerson(balancer.url, member, member.conversationId);
  const agent = await connectPerson(balancer.url, tenant.person("owner"), member.conversationId);
  people.push(customer, agent);
  expect([...balancer.passedOn.values()]).toEqual([1, 1]);
  return { customer, agent };
}

function startTalking(customer: SdkPerson, agent: SdkPerson): void {
  for (let index = 0; index < FROM_CUSTOMER; index += 1) customer.send(`customer ${index}`);
  for (let index = 0; index < FROM_AGENT; index += 1) agent.send(`agent ${index}`);
}

async function expectWhole(customer: SdkPerson, agent: SdkPerson): Promise<void> {
  const total = FROM_CUSTOMER + FROM_AGENT;
  await until(() => customer.bodies().length >= total && agent.bodies().length >= total, { timeoutMs: 15_000 });
  await services.cluster.settle();
  const stored = await services.select<{ body: string; seq: string }>(
    "select data ->> 'body' as body, seq from events where conversation_id = $1 and kind = 'message.created' order by seq",
    [customer.conversationId],
  );
  const bodies = stored.map(({ body }) => body);
  expect(bodies).toHaveLength(total);
  expect(new Set(bodies).size).toBe(total);
  expect(customer.bodies()).toEqual(bodies);
  expect(agent.bodies()).toEqual(bodies);
  // Each one's own messages are in the order in which they wrote them.
  for (const [name, count] of [
    ["customer", FROM_CUSTOMER],
    ["agent", FROM_AGENT],
  ] as const) {
    const own = bodies.filter((body) => body.startsWith(name));
    expect(own).toEqual(Array.from({ length: count }, (_, index) => `${name} ${index}`));
  }
  for (const { chat } of [customer, agent]) expect(chat.outgoing.getSnapshot()).toEqual([]);
}

const midway = (person: SdkPerson) => until(() => person.bodies().length >= 60, { timeoutMs: 10_000 });

it.each([
  { whose: "the customer's", victim: 0 },
  { whose: "the agent's", victim: 1 },
] as const)("livechat 2.1: $whose gateway is killed with -9 while 200 messages go both ways", async ({ victim }) => {
  const { customer, agent } = await twoPeople();
  startTalking(customer, agent);
  await midway(victim === 0 ? customer : agent);
  gateways[victim].kill("SIGKILL");
  expect(customer.bodies().length).toBeLessThan(FROM_CUSTOMER + FROM_AGENT);
  await gateways[victim].ended(2_000);
  await expectWhole(customer, agent);
  expect(gateways[victim].end).toEqual({ code: null, signal: "SIGKILL" });
  expect(balancer.passedOn.get(gateways[1 - victim]?.port ?? 0)).toBeGreaterThan(1);
});

it("livechat 2.1: a gateway that is told to leave says goaway, closes 4001 and exits 0; nobody misses anything", async () => {
  const { customer, agent } = await twoPeople();
  const [leaving] = gateways;
  // Stays until it is sent away, as a client that does not know goaway would.
  const witness = new TestClient(`${leaving.url.replace("http", "ws")}/ws`);
  await witness.hello(tenant.person("owner").token);
  startTalking(customer, agent);
  await midway(customer);
  leaving.kill("SIGTERM");
  expect(await witness.next("goaway")).toMatchObject({ reason: "draining" });
  expect((await witness.closed).code).toBe(4001);
  await leaving.ended(10_000);
  expect(leaving.end).toEqual({ code: 0, signal: null });
  expect(leaving.complaints).toBe("");
  await expectWhole(customer, agent);
});
