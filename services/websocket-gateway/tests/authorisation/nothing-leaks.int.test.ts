import { systemIds } from "@chorus/kernel/ids";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createTestTenant, type Tenant, type CustomerAtHome, type Member } from "../../src/testing/tenant.ts";
import { startPlatform, type Platform } from "../platform.ts";
import type { TestClient } from "../../src/testing/test-client.ts";

/** Whatever somebody asks for, and whatever happens around them: what is not theirs never arrives on their socket. */

interface House {
  tenant: Tenant;
  customers: CustomerAtHome[];
}

let platform: Platform;
let houses: House[];
beforeAll(async () => {
  platform = await startPlatform({ gateways: 2 });
  houses = [];
  for (const name of ["north", "south"]) {
    const tenant = await createTestTenant(platform.call, ["agent", "viewer"]);
    const customers = [await tenant.customer(`canary ${name} one`), await tenant.customer(`canary ${name} two`)];
    houses.push({ tenant, customers });
  }
});
afterAll(async () => {
  await platform[Symbol.asyncDispose]();
});

const send = (conversationId: string, body: string, kind = "text") => ({
  type: "message.send",
  conversationId,
  clientMessageId: systemIds.next(),
  body,
  kind,
});

/** Asks for everything there is, also for what is somebody else's. */
async function curious(person: Member, gateway: number): Promise<TestClient> {
  const client = await platform.connect(person, gateway);
  await client.request({ type: "inbox.subscribe" });
  for (const { conversationId } of houses.flatMap(({ customers }) => customers)) {
    await client.request({ type: "subscribe", conversationId, afterSeq: 0 });
    await client.request({ type: "history", conversationId, beforeSeq: 1_000, limit: 100 });
    client.send({ type: "receipt", conversationId, readSeq: 1 });
    client.send({ type: "typing", conversationId, isTyping: true });
  }
  return client;
}

/** Everything that can happen in a conversation, with a word that tells whose it is. */
async function live(house: House, customer: CustomerAtHome, canary: string): Promise<void> {
  const { conversationId } = customer;
  const [visitor, desk] = [
    await platform.connect(customer, 0),
    await platform.connect(house.tenant.person("agent"), 1),
  ];
  for (const client of [visitor, desk]) await client.request({ type: "subscribe", conversationId });
  await visitor.request(send(conversationId, `question ${canary}`));
  await desk.request(send(conversationId, `secret ${canary}`, "note"));
  const { messageId } = (await desk.request(send(conversationId, `answer ${canary}`))) as { messageId: string };
  const change = { conversationId, messageId, operationId: systemIds.next() };
  await desk.request({ type: "message.edit", ...change, body: `better answer ${canary}` });
  const path = `/api/v1/conversations/${conversationId}`;
  await platform.call("PATCH", path, { tags: [`tag-${canary}`] }, house.tenant.person("agent").token);
  visitor.send({ type: "typing", conversationId, isTyping: true });
  visitor.send({ type: "receipt", conversationId, readSeq: 3 });
  await desk.next("receipt", ({ userId }) => userId === customer.id);
  await Promise.all([visitor.close(), desk.close()]);
}

it("nothing of another tenant or of another customer arrives, and customers get no notes", async () => {
  const watchers: { who: Member; client: TestClient; house: House }[] = [];
  for (const house of houses) {
    const people = [house.tenant.person("owner"), house.tenant.person("viewer"), ...house.customers];
    for (const [index, who] of people.entries()) watchers.push({ who, client: await curious(who, index % 2), house });
  }
  const canaries = new Map<CustomerAtHome, string>();
  for (const house of houses) {
    for (const customer of house.customers) {
      const canary = `canary${systemIds.next().slice(-8)}`;
      canaries.set(customer, canary);
      await live(house, customer, canary);
    }
  }
  await platform.cluster.settle();
  for (const { who, client, house } of watchers) {
    const mine = who.role === "customer" ? [who] : house.customers;
    const forbidden = houses.filter((other) => other !== house).map(({ tenant }) => tenant.tenantId);
    for (const [customer, canary] of canaries) {
      const isMine = mine.includes(customer);
      if (isMine)
        await client.next(
          "event",
          ({ kind, data }) => kind === "message.edited" && JSON.stringify(data).includes(canary),
        );
      const heard = client.texts.join("\n");
      expect(heard.includes(canary)).toBe(isMine);
      if (!isMine) forbidden.push(customer.id, customer.conversationId);
    }
    const heard = client.texts.join("\n");
    if (who.role === "customer")
      forbidden.push("secret ", "tag-", "note.created", "conversation.tagged", '"tags"', '"priority"', "email");
    expect(forbidden.filter((text) => heard.includes(text))).toEqual([]);
  }
  // The test would say nothing if nothing had been heard.
  expect(watchers.every(({ client }) => client.of("event").length > 0)).toBe(true);
});
