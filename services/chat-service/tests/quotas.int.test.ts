import { randomUUID } from "node:crypto";
import { periodOf } from "@chorus/contracts/quotas";
import { pngBomb } from "@chorus/testing/png";
import { afterAll, beforeAll, expect, test } from "vitest";
import { warnTenants } from "../src/operator/warn-tenants.ts";
import { startChat, type Chat, type Tenant } from "./harness.ts";

let chat: Chat;
let nowMs = Date.parse("2026-11-30T12:00:10.000Z");
beforeAll(async () => {
  nowMs = Date.now() - (Date.now() % 60_000) + 10_000;
  chat = await startChat({ clock: { now: () => nowMs } });
});
afterAll(() => chat[Symbol.asyncDispose]());

const setQuota = (tenant: Tenant, quota: string, amount: number | null) =>
  chat.request("PUT", `/api/v1/tenants/${tenant.id}/quotas/${quota}`, {
    token: chat.config.secrets.operatorKey,
    body: { amount },
  });
/** The rows that ask for a mail, since the tenant began. */
const warnings = async ({ id }: Tenant): Promise<number> => {
  const rows = await chat.database.readTenant(id, (tx) =>
    tx.selectFrom("outbox").select("id").where("topic", "=", "tenant.quota").execute(),
  );
  return rows.length;
};
const ownQuota = async (tenant: Tenant, quota: string) => {
  const { body } = await chat.request("GET", "/api/v1/tenant/quotas", { token: tenant.owner.token });
  return body.items.find((item: { quota: string }) => item.quota === quota);
};

test("sends above a minute's quota are refused with the time to the next minute, which takes them; a repeat is counted once", async () => {
  const tenant = await chat.tenant();
  const customer = await chat.customer(tenant);
  const conversationId = await chat.conversation(customer);
  expect((await setQuota(tenant, "sends_per_minute", 3)).status).toBe(200);
  // Read beside the path of messages, from the next send on that finds it older than five seconds.
  nowMs += 60_000;
  const send = (id: string) =>
    chat.request("POST", `/api/v1/conversations/${conversationId}/messages`, {
      token: tenant.owner.token,
      body: { clientMessageId: `01990000-0000-7000-8000-00000000000${id}`, body: `message ${id}` },
    });
  expect((await send("1")).status).toBe(201);
  await expect.poll(async () => (await ownQuota(tenant, "sends_per_minute")).used).toBe(1);
  for (let time = 0; time < 3; time += 1) expect((await send("1")).status).toBe(200);
  expect((await send("2")).status).toBe(201);
  expect((await send("3")).status).toBe(201);
  const refused = await send("4");
  expect(refused.status).toBe(429);
  expect(refused.body).toMatchObject({
    code: "rate_limited",
    detail: expect.stringContaining("The operator can raise it"),
  });
  expect(refused.headers.get("retry-after")).toBe(String(Math.ceil((60_000 - (nowMs % 60_000)) / 1000)));
  nowMs += 60_000 - (nowMs % 60_000);
  expect((await send("4")).status).toBe(201);
  expect(await ownQuota(tenant, "sends_per_minute")).toMatchObject({ amount: 3, isDefault: false });
});

test("a photo that storage has no room for is refused, with who can raise it; a smaller one in the place of the first is taken", async () => {
  const tenant = await chat.tenant();
  const photo = pngBomb(300, 300, 300 * (300 * 3 + 1));
  const put = () =>
    fetch(`${chat.url}/api/v1/users/me/photo`, {
      method: "PUT",
      headers: { authorization: `Bearer ${tenant.owner.token}`, "content-type": "image/png" },
      body: photo,
    });
  await setQuota(tenant, "stored_bytes", 10);
  const refused = await put();
  expect(refused.status).toBe(429);
  expect(await refused.json()).toMatchObject({
    code: "quota_reached",
    detail: "Your company's storage is full. Remove files, or ask the operator of this installation for more.",
  });
  expect(await ownQuota(tenant, "stored_bytes")).toMatchObject({ amount: 10, used: 0, resetsAt: null });
  await setQuota(tenant, "stored_bytes", null);
  expect((await put()).status).toBe(200);
  const { used } = await ownQuota(tenant, "stored_bytes");
  expect(used).toBeGreaterThan(0);
  // As much as is stored: the same photo again takes the place of the first.
  await setQuota(tenant, "stored_bytes", used);
  expect((await put()).status).toBe(200);
});

test("a change is in the audit log with from and to; what is no quota is not found, an admin sees and an agent does not", async () => {
  const tenant = await chat.tenant();
  await setQuota(tenant, "mails_per_day", 20);
  await setQuota(tenant, "mails_per_day", null);
  const { body } = await chat.request("GET", "/api/v1/audit-log?action=quota.set", { token: tenant.owner.token });
  expect(
    body.items.map(({ actor, detail }: { actor: { type: string }; detail: object }) => [actor.type, detail]),
  ).toEqual([
    ["operator", { quota: "mails_per_day", from: 20, to: "default" }],
    ["operator", { quota: "mails_per_day", from: "default", to: 20 }],
  ]);
  expect((await setQuota(tenant, "wishes", 1)).body.code).toBe("not_found");
  expect((await setQuota(tenant, "mails_per_day", -1)).body.code).toBe("invalid");
  const see = async (role: string) =>
    (await chat.request("GET", "/api/v1/tenant/quotas", { token: (await chat.person(tenant, role)).token })).status;
  expect([await see("admin"), await see("agent")]).toEqual([200, 403]);
});

test("from 80 % on a mail is asked for once a period, by whoever looks; more of it, nearly used up again, is told of again", async () => {
  const tenant = await chat.tenant();
  const used = (count: number) =>
    chat.database.withTenant(tenant.id, (tx) =>
      tx
        .updateTable("tenant_quotas")
        .set({ used: count, period: periodOf("mails_per_day", nowMs) })
        .where("quota", "=", "mails_per_day")
        .execute(),
    );
  const parts = { database: chat.database, clock: { now: () => nowMs }, liveCounts: async () => new Map() };
  const look = () => warnTenants(parts, AbortSignal.timeout(30_000));
  await setQuota(tenant, "mails_per_day", 10);
  await used(7);
  await look();
  expect(await warnings(tenant)).toBe(0);
  await used(8);
  await look();
  await look();
  await setQuota(tenant, "sockets", 5);
  expect(await warnings(tenant)).toBe(1);
  nowMs += 24 * 3_600_000;
  await look();
  expect(await warnings(tenant)).toBe(1);
  await used(9);
  await look();
  expect(await warnings(tenant)).toBe(2);
  await setQuota(tenant, "mails_per_day", 11);
  expect(await warnings(tenant)).toBe(3);
});

/** The amount is read beside the path of messages: from the first send on that finds none, also one that is refused for something else. */
async function setSends(tenant: Tenant, amount: number): Promise<void> {
  await setQuota(tenant, "sends_per_minute", amount);
  nowMs += 60_000;
  for (let time = 0; time < 3; time += 1)
    expect((await chat.send(tenant.owner.token, randomUUID(), "nowhere")).status).toBe(404);
}

test("a first message takes one of the minute, and one that would be refused begins no conversation", async () => {
  const tenant = await chat.tenant();
  const [first, second] = [await chat.customer(tenant), await chat.customer(tenant)];
  await setSends(tenant, 1);
  const begin = (token: string) =>
    chat.request("POST", "/api/v1/conversations", {
      token,
      body: { message: { clientMessageId: randomUUID(), body: "Hello" } },
    });
  expect((await begin(first.token)).status).toBe(201);
  expect((await begin(second.token)).status).toBe(429);
  const { body } = await chat.request("GET", "/api/v1/conversations", { token: second.token });
  expect(body.items).toEqual([]);
});

test("what was not stored takes nothing of the minute", async () => {
  const tenant = await chat.tenant();
  const conversationId = await chat.conversation(await chat.customer(tenant));
  await setSends(tenant, 2);
  const send = async () => (await chat.send(tenant.owner.token, conversationId, "here")).status;
  expect([await send(), await send(), await send()]).toEqual([201, 201, 429]);
});
