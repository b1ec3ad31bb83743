import type { Clock } from "@chorus/client-sdk/clock";
import { chatCaller, createTestTenant, type Tenant } from "@chorus/websocket-gateway/testing/tenant";
import type { Cluster } from "./cluster.ts";
import { createPerson, type Person } from "./person.ts";
import { Recorder } from "./recorder.ts";

/** Everybody who talks while one fault is tried: two tenants, who must never hear of each other. */
export interface Crowd extends Disposable {
  readonly recorder: Recorder;
  readonly people: readonly Person[];
  readonly tenants: readonly Tenant[];
  readonly conversationIds: readonly string[];
}

const TENANTS = 2;
const CUSTOMERS = 2;

/** Per tenant two customers with a conversation each, two agents in both, and one who sends and never asks again. */
export async function gatherCrowd(
  cluster: Cluster,
  { nowMs, ...options }: { nowMs: () => number; clock?: Clock },
): Promise<Crowd> {
  const recorder = new Recorder(nowMs);
  const people: Person[] = [];
  const tenants: Tenant[] = [];
  const gatewayUrl = cluster.links.people.url;
  for (let index = 0; index < TENANTS; index += 1) {
    const tenant = await createTestTenant(chatCaller(cluster.chat.url), ["owner", "supervisor", "admin"]);
    tenants.push(tenant);
    const customers = [];
    for (let number = 0; number < CUSTOMERS; number += 1) customers.push(await tenant.customer(`Customer ${number}`));
    const conversationIds = customers.map((customer) => customer.conversationId);
    const shared = { recorder, gatewayUrl, tenant, ...options };
    for (const member of customers)
      people.push(createPerson({ ...shared, member, conversationIds: [member.conversationId] }));
    for (const role of ["owner", "supervisor"] as const)
      people.push(createPerson({ ...shared, member: tenant.person(role), conversationIds }));
    people.push(createPerson({ ...shared, member: tenant.person("admin"), conversationIds, isCareless: true }));
  }
  return {
    recorder,
    people,
    tenants,
    conversationIds: [...new Set(people.flatMap((person) => person.conversationIds))],
    [Symbol.dispose]() {
      for (const { chat } of people) chat.stop();
    },
  };
}
