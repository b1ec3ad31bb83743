import type { Conversation } from "@chorus/contracts/entities/conversation";
import { createTestTenant, type CustomerAtHome } from "@chorus/websocket-gateway/testing/tenant";
import { until } from "@chorus/testing/until";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startServices, type Services } from "./services.ts";

let services: Services;
beforeAll(async () => {
  services = await startServices({ gateways: 0 });
});
afterAll(() => services[Symbol.asyncDispose]());

async function connect({ token }: CustomerAtHome): Promise<void> {
  const answer = await fetch(`${services.cluster.urls.presence}/api/v1/presence/heartbeat`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: "{}",
  });
  expect(answer.status).toBe(204);
}

it("the desk lists and counts the conversations whose customers are connected, each tenant its own", async () => {
  const [tenant, elsewhere] = [await createTestTenant(services.call, ["agent"]), await createTestTenant(services.call)];
  const { token } = tenant.person("agent");
  const [here, taken] = [await tenant.customer("Here"), await tenant.customer("Taken")];
  const [done, away] = [await tenant.customer("Done"), await tenant.customer("Away")];
  const stranger = await elsewhere.customer();
  await services.call("POST", `/api/v1/queue/${taken.conversationId}/accept`, undefined, token);
  await services.call("POST", `/api/v1/conversations/${done.conversationId}/close`, undefined, token);
  for (const customer of [here, taken, done, stranger]) await connect(customer);

  const list = async () => {
    const path = "/api/v1/conversations?here=true";
    const { items } = await services.call<{ items: Conversation[] }>("GET", path, undefined, token);
    return items.map(({ customer }) => customer.name);
  };
  expect(await until(async () => ((await list()).length > 0 ? list() : null))).toEqual(["Taken", "Here"]);
  const counts = await services.call<{ here: number }>("GET", "/api/v1/conversations/counts", undefined, token);
  expect(counts.here).toBe(2);
  await connect(away);
  await until(async () => (await list()).length === 3);
});

it("the next one accepted is whoever sits there, before those who wait longer and are gone", async () => {
  const tenant = await createTestTenant(services.call, ["agent"]);
  const { token } = tenant.person("agent");
  const gone = await tenant.customer("Gone");
  await tenant.customer("Gone, too");
  const here = await tenant.customer("Here");
  await connect(here);
  const accept = () => services.call<{ conversation: Conversation }>("POST", "/api/v1/queue/accept", undefined, token);
  const listed = () =>
    services.call<{ items: Conversation[] }>("GET", "/api/v1/conversations?here=true", undefined, token);
  await until(async () => (await listed()).items.length === 1);
  expect((await accept()).conversation.id).toBe(here.conversationId);
  expect((await accept()).conversation.id).toBe(gone.conversationId);
});
