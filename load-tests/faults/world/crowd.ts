import type { Clock } from "@chorus/client-sdk/clock";
import { chatCaller, foundCompany, type Company } from "@chorus/websocket-gateway/testing/company";
import type { Cluster } from "./cluster.ts";
import { createPerson, type Person } from "./person.ts";
import { Recorder } from "./recorder.ts";

/** Everybody who talks while one fault is tried: two companies, who must never hear of each other. */
export interface Crowd extends Disposable {
  readonly recorder: Recorder;
  readonly people: readonly Person[];
  readonly companies: readonly Company[];
  readonly conversationIds: readonly string[];
}

const COMPANIES = 2;
const CUSTOMERS = 2;

/** Per company two customers with a conversation each, two agents in both, and one who sends and never asks again. */
export async function gatherCrowd(
  cluster: Cluster,
  { nowMs, ...options }: { nowMs: () => number; clock?: Clock },
): Promise<Crowd> {
  const recorder = new Recorder(nowMs);
  const people: Person[] = [];
  const companies: Company[] = [];
  const gatewayUrl = cluster.links.people.url;
  for (let index = 0; index < COMPANIES; index += 1) {
    const company = await foundCompany(chatCaller(cluster.chat.url), ["owner", "supervisor", "admin"]);
    companies.push(company);
    const customers = [];
    for (let number = 0; number < CUSTOMERS; number += 1) customers.push(await company.customer(`Customer ${number}`));
    const conversationIds = customers.map((customer) => customer.conversationId);
    const shared = { recorder, gatewayUrl, company, ...options };
    for (const member of customers)
      people.push(createPerson({ ...shared, member, conversationIds: [member.conversationId] }));
    for (const role of ["owner", "supervisor"] as const)
      people.push(createPerson({ ...shared, member: company.person(role), conversationIds }));
    people.push(createPerson({ ...shared, member: company.person("admin"), conversationIds, isCareless: true }));
  }
  return {
    recorder,
    people,
    companies,
    conversationIds: [...new Set(people.flatMap((person) => person.conversationIds))],
    [Symbol.dispose]() {
      for (const { chat } of people) chat.stop();
    },
  };
}
