import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startChat, type Chat } from "./harness.ts";
import { whileLocked } from "./while-locked.ts";

let chat: Chat;
beforeAll(async () => {
  chat = await startChat();
});
afterAll(() => chat[Symbol.asyncDispose]());

const asOperator = (method: string, path: string, body?: object) =>
  chat.request(method, path, { token: chat.config.secrets.operatorKey, body });
const logOf = async (action: string) =>
  (await asOperator("GET", "/api/v1/operator-log?limit=200")).body.items.filter(
    (entry: { action: string }) => entry.action === action,
  );

test("tenants come in pages, the newest first, found by a part of name or slug, where a percent sign is one", async () => {
  const word = randomUUID().slice(0, 8);
  const made: string[] = [];
  for (let index = 0; index < 5; index += 1) {
    const slug = `shop-${word}-${index}`;
    const owner = { name: "Olivia", email: `o@${slug}.test`, password: "correct horse battery" };
    const { status, body } = await asOperator("POST", "/api/v1/tenants", {
      name: `100% ${word} ${index}`,
      slug,
      owner,
    });
    expect(status).toBe(201);
    made.unshift(body.tenant.id);
  }
  const found: string[] = [];
  let cursor: string | null = null;
  do {
    const more: string = cursor === null ? "" : `&cursor=${encodeURIComponent(cursor)}`;
    const { body } = await asOperator("GET", `/api/v1/tenants?limit=2&q=${word.toUpperCase()}${more}`);
    found.push(...body.items.map(({ tenant }: { tenant: { id: string } }) => tenant.id));
    cursor = body.nextCursor;
  } while (cursor !== null);
  expect(found).toEqual(made);
  const byName = await asOperator("GET", `/api/v1/tenants?q=${encodeURIComponent(`% ${word} 3`)}`);
  expect(byName.body.items).toHaveLength(1);
  expect((await asOperator("GET", `/api/v1/tenants?q=${word}&status=suspended`)).body.items).toEqual([]);
  await asOperator("POST", `/api/v1/tenants/${made[0]}/suspend`);
  const suspended = await asOperator("GET", `/api/v1/tenants?q=${word}&status=suspended`);
  expect(suspended.body.items.map(({ tenant }: { tenant: { id: string } }) => tenant.id)).toEqual([made[0]]);
});

test("a listed tenant says when somebody wrote last and what it uses", async () => {
  const tenant = await chat.tenant();
  const listed = async () => (await asOperator("GET", `/api/v1/tenants?q=${tenant.slug}`)).body.items[0];
  expect(await listed()).toMatchObject({ tenant: { id: tenant.id }, status: "active", lastNewsAt: null });
  await chat.conversation(await chat.customer(tenant));
  const { lastNewsAt, quotas } = await listed();
  expect(Date.parse(lastNewsAt)).toBeGreaterThan(Date.now() - 60_000);
  const names = quotas.map(({ quota, isDefault }: { quota: string; isDefault: boolean }) => [quota, isDefault]);
  expect(names).toEqual(
    ["sends_per_minute", "sockets", "stored_bytes", "model_tokens_per_month", "mails_per_day"].map((name) => [
      name,
      true,
    ]),
  );
});

test("an owner without a password is invited by mail, and cannot sign in before", async () => {
  const slug = `co-${randomUUID().slice(0, 8)}`;
  const owner = { name: "Olivia", email: `olivia@${slug}.test` };
  const { status, body } = await asOperator("POST", "/api/v1/tenants", { name: "Invited", slug, owner });
  expect(status).toBe(201);
  const links = await chat.database.readTenant(body.tenant.id, (tx) =>
    tx.selectFrom("password_links").select(["user_id", "purpose"]).execute(),
  );
  expect(links).toEqual([{ user_id: body.owner.id, purpose: "invitation" }]);
  const login = { tenant: slug, email: owner.email, password: "correct horse battery" };
  expect((await chat.request("POST", "/api/v1/auth/login", { body: login })).status).toBe(401);
});

test("a dry run counts what a deletion would take and takes nothing; the deletion stays in the operator's log", async () => {
  const tenant = await chat.tenant();
  await chat.person(tenant, "agent");
  const customer = await chat.customer(tenant);
  const conversationId = await chat.conversation(customer);
  await chat.send(tenant.owner.token, conversationId, "An answer");
  const read = () => asOperator("GET", `/api/v1/tenants/${tenant.id}/deletion`);
  const counts = { conversations: 1, messages: 2, files: 0, people: 2, customers: 1 };
  expect((await read()).body).toMatchObject({ tenant: { slug: tenant.slug }, ...counts });
  expect((await read()).body).toMatchObject(counts);
  expect((await asOperator("GET", `/api/v1/tenants/${randomUUID()}/deletion`)).body.code).toBe("not_found");
  expect((await asOperator("DELETE", `/api/v1/tenants/${tenant.id}`)).status).toBe(204);
  expect((await read()).body.code).toBe("not_found");
  const [entry] = await logOf("tenant.delete");
  expect(entry).toMatchObject({ tenantId: tenant.id, detail: { slug: tenant.slug } });
});

test("a deletion that takes longer shows in the list until it is over; asking again meanwhile writes nothing more into the log", async () => {
  const tenant = await chat.tenant();
  const listed = async () => (await asOperator("GET", `/api/v1/tenants?q=${tenant.slug}`)).body.items;
  const [before] = await listed();
  expect(before.isBeingDeleted).toBe(false);
  const users = `select from users where tenant_id = '${tenant.id}' for update`;
  const answers = await whileLocked(chat, users, async (untilWaiting) => {
    const path = `/api/v1/tenants/${tenant.id}`;
    const first = asOperator("DELETE", path);
    await untilWaiting(1);
    const again = asOperator("DELETE", path);
    await untilWaiting(2);
    expect(await listed()).toMatchObject([{ isBeingDeleted: true, status: "suspended" }]);
    return [first, again];
  });
  expect(answers.map(({ status }) => status)).toEqual([204, 204]);
  await expect.poll(listed).toEqual([]);
  const entries = (await logOf("tenant.delete")).filter(({ tenantId }: { tenantId: string }) => tenantId === tenant.id);
  expect(entries).toHaveLength(1);
});

test("a wrong key is told nothing, whatever it asks about", async () => {
  const tenant = await chat.tenant();
  for (const path of [
    "/tenants",
    `/tenants/${tenant.id}/deletion`,
    `/tenants/${randomUUID()}/deletion`,
    "/flags",
    "/platform",
  ]) {
    const { status, body } = await chat.request("GET", `/api/v1${path}`, { token: "not-the-key" });
    expect([status, body.code, body.detail]).toEqual([
      401,
      "unauthenticated",
      "This is not the operator key (CHORUS_OPERATOR_KEY).",
    ]);
  }
});

test("the platform is what its services say of themselves", async () => {
  const platform = async () => {
    const { items } = (await asOperator("GET", "/api/v1/platform")).body;
    return Object.fromEntries(
      items.map(({ service, instances }: { service: string; instances: { isReady: boolean }[] }) => [
        service,
        instances,
      ]),
    );
  };
  await expect.poll(async () => (await platform())["chat-service"]?.length).toBeGreaterThan(0);
  const found = await platform();
  expect(found["chat-service"].at(-1)).toMatchObject({ isReady: true, checks: { postgres: "ok", redis: "ok" } });
});
