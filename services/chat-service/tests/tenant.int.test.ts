import { randomUUID } from "node:crypto";
import { SYSTEM_TENANT } from "@chorus/contracts/tasks";
import { appendEvents } from "@chorus/database/append-events";
import { until } from "@chorus/testing/until";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { endedSessions, sessionIdOf } from "./ended-sessions.ts";
import { startChat, type Chat, type Tenant, type Person } from "./harness.ts";

let chat: Chat;
let tenant: Tenant;
let ana: Person;

beforeAll(async () => {
  chat = await startChat();
});
afterAll(() => chat[Symbol.asyncDispose]());
beforeEach(async () => {
  tenant = await chat.tenant();
  ana = await chat.person(tenant, "agent", "Ana");
});

const renameAna = (name: string) =>
  chat.request("PATCH", `/api/v1/users/${ana.id}`, { token: tenant.owner.token, body: { name } });
const ended = (...held: { id: string; token: string; role: string }[]) => endedSessions(chat, tenant.id, held);

/** That a tenant was deleted, for restores; by whom, for the operator. Neither says more than its id and its name. */
const KEPT_OF_DELETED = ["deleted_tenants", "operator_log"];

/** How long a deletion may take before it goes on in the background, where its finished task stays until it is pruned. */
const AT_ONCE_MS = 3_000;

/** Deletes a tenant. @returns the tables that still know of it */
async function tablesAfterDeletion(tenantId: string): Promise<string[]> {
  const operator = { token: chat.config.secrets.operatorKey };
  const startedAt = performance.now();
  expect((await chat.request("DELETE", `/api/v1/tenants/${tenantId}`, operator)).status).toBe(204);
  if (performance.now() - startedAt >= AT_ONCE_MS) await waitForTask(tenantId);
  return (await chat.rowsWith(tenantId)).toSorted();
}

async function waitForTask(tenantId: string): Promise<void> {
  const isOver = () =>
    chat.database.withTenant(SYSTEM_TENANT, async (tx) => {
      const ofDeletion = tx.selectFrom("tasks").where("name", "=", "tenant.delete").where("dedup_key", "=", tenantId);
      return (await ofDeletion.where("finished_at", "is", null).select("id").execute()).length === 0;
    });
  await until(isOver, { timeoutMs: 30_000 });
  await chat.asOwner(`delete from tasks where name = 'tenant.delete' and dedup_key = '${tenantId}'`);
}

describe("the tenant", () => {
  test("suspended: nobody connects, signs in or refreshes; resumed, everything is as before", async () => {
    const customer = { ...(await chat.customer(tenant)), role: "customer" };
    const operator = (action: string) =>
      chat.request("POST", `/api/v1/tenants/${tenant.id}/${action}`, { token: chat.config.secrets.operatorKey });
    expect((await operator("suspend")).body.status).toBe("suspended");
    expect(await ended({ ...ana, role: "agent" }, customer)).toHaveLength(2);
    const login = await chat.request("POST", "/api/v1/auth/login", {
      body: { tenant: tenant.slug, email: ana.email, password: "correct horse battery" },
    });
    expect(login.body.code).toBe("tenant_suspended");
    expect(
      (await chat.request("POST", "/api/v1/widget/sessions", { body: { tenantKey: tenant.widgetKey } })).body.code,
    ).toBe("tenant_suspended");
    await operator("resume");
    expect(await ended({ ...ana, role: "agent" }, customer)).toEqual([]);
    expect(
      (
        await chat.request("POST", `/api/v1/tenants/${randomUUID()}/suspend`, {
          token: chat.config.secrets.operatorKey,
        })
      ).status,
    ).toBe(404);
  });

  test("is exported whole, a line per row, without secrets; then deleted, without a trace but that it was", async () => {
    const operator = { token: chat.config.secrets.operatorKey };
    const customer = await chat.customer(tenant);
    await chat.conversation(customer, "my order");
    const exported = await fetch(`${chat.url}/api/v1/tenants/${tenant.id}/export`, {
      headers: { authorization: `Bearer ${operator.token}` },
    });
    expect(exported.headers.get("content-type")).toBe("application/x-ndjson");
    const text = await exported.text();
    const lines = text
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as { table: string; row: { tenant_id: string } });
    expect(new Set(lines.map((line) => line.table))).toContain("events");
    expect(lines.every((line) => line.row.tenant_id === tenant.id)).toBe(true);
    expect(text).toContain("my order");
    expect(text).not.toMatch(/password_hash|argon2|identity_secret/);

    const held = { ...customer, role: "customer" };
    expect(await tablesAfterDeletion(tenant.id)).toEqual(KEPT_OF_DELETED);
    expect(await ended(held)).toEqual([sessionIdOf(customer.token)]);
    expect((await chat.request("DELETE", `/api/v1/tenants/${tenant.id}`, operator)).status).toBe(404);
    expect((await chat.request("GET", `/api/v1/tenants/${tenant.id}/export`, operator)).status).toBe(404);
  });

  test("does not come back once its deletion has begun, however long that takes", async () => {
    const operator = { token: chat.config.secrets.operatorKey };
    const resume = async () => (await chat.request("POST", `/api/v1/tenants/${tenant.id}/resume`, operator)).status;
    await chat.asOwner(`
      insert into tasks (tenant_id, id, name, payload, priority, dedup_key, due_at)
      values ('${SYSTEM_TENANT}', gen_random_uuid(), 'tenant.delete', '{}', 1, '${tenant.id}', now() + interval '1 day')`);
    expect(await resume()).toBe(404);
    await chat.asOwner(`delete from tasks where dedup_key = '${tenant.id}'`);
    expect(await resume()).toBe(200);
  });

  test("is deleted also while a service still writes into its conversations", async () => {
    const customers = await Promise.all(Array.from({ length: 12 }, () => chat.customer(tenant)));
    const conversations = await Promise.all(customers.map((customer) => chat.conversation(customer, "my order")));
    let written = 0;
    // As summaries do, which are still at work when their tenant goes.
    const writers = conversations.map(async (conversationId) => {
      for (;;) {
        const data = { summaryId: randomUUID(), type: "brief" };
        const item = { conversationId, id: randomUUID(), kind: "summary.ready", isPublic: false } as const;
        const [row] = await appendEvents(chat.database, tenant.id, [
          { ...item, actorType: "system", actorId: null, data },
        ]);
        if (row?.outcome !== "appended") return row?.outcome;
        written += 1;
      }
    });
    await until(() => written > conversations.length);
    expect(await tablesAfterDeletion(tenant.id)).toEqual(KEPT_OF_DELETED);
    expect(new Set(await Promise.all(writers))).toEqual(new Set(["not_found"]));
  });

  test("settings keep what is not named, and reach the widget", async () => {
    const patch = (body: object) => chat.request("PATCH", "/api/v1/tenant", { token: tenant.owner.token, body });
    await patch({ widget: { greeting: "Ahoy!" }, allowedOrigins: ["https://shop.test"] });
    const { body } = await patch({ widget: { accentColour: "#0a7f5a" } });
    expect(body).toMatchObject({
      allowedOrigins: ["https://shop.test"],
      editWindowMinutes: 15,
      widget: { greeting: "Ahoy!", accentColour: "#0a7f5a" },
    });
    const session = await chat.request("POST", "/api/v1/widget/sessions", { body: { tenantKey: tenant.widgetKey } });
    expect(session.body.settings).toMatchObject({ greeting: "Ahoy!", accentColour: "#0a7f5a" });
    for (const none of [
      "https://shop.test/path",
      "https://shop.test:99999",
      "https://256.256.256.256",
      "https://[::g]",
    ])
      expect((await patch({ allowedOrigins: [none] })).status).toBe(422);
    // As browsers send it.
    const { body: kept } = await patch({ allowedOrigins: ["https://shop.test:443", "http://shop.test:8080"] });
    expect(kept.allowedOrigins).toEqual(["https://shop.test", "http://shop.test:8080"]);
  });

  test("the assistant cannot be switched on before it is there; saying that it is off changes nothing", async () => {
    const patch = (enabled: boolean) =>
      chat.request("PATCH", "/api/v1/tenant", { token: tenant.owner.token, body: { assistant: { enabled } } });
    expect((await patch(true)).body).toMatchObject({ status: 422, code: "not_available" });
    expect((await patch(false)).body).toMatchObject({ assistant: { enabled: false } });
  });

  test("a widget reads its settings without a session, and forms ask three things at most, each once", async () => {
    const patch = (widget: object) =>
      chat.request("PATCH", "/api/v1/tenant", { token: tenant.owner.token, body: { widget } });
    const ask = (kind: string) => ({ kind, label: "", required: true });
    const privacy = { text: "We keep what you write.", url: "https://shop.test/privacy" };
    expect((await patch({ prechat: [ask("name"), ask("email")], position: "left", privacy })).status).toBe(200);
    expect((await patch({ prechat: [ask("name"), ask("name")] })).status).toBe(422);
    expect((await patch({ prechat: [ask("name"), ask("email"), ask("question"), ask("age")] })).status).toBe(422);
    expect((await patch({ privacy: { text: "x", url: "javascript:alert(1)" } })).status).toBe(422);
    const read = await chat.request("GET", `/api/v1/widget?tenantKey=${tenant.widgetKey}`);
    expect(read.body).toMatchObject({
      settings: { prechat: [ask("name"), ask("email")], position: "left", language: "en", privacy },
      // Presence is away in these tests: then nobody is promised anything.
      desk: { online: null, people: [] },
    });
    expect((await chat.request("GET", "/api/v1/widget?tenantKey=wk_nothing")).status).toBe(404);
  });

  test("skills and capacity are refused until something routes by them; repeating what is stored is no change", async () => {
    const patch = (body: object) =>
      chat.request("PATCH", `/api/v1/users/${ana.id}`, { token: tenant.owner.token, body });
    for (const body of [{ capacity: 9 }, { skills: ["french"] }, { name: "Ana", skills: ["french"], capacity: 1 }]) {
      const refused = await patch(body);
      expect([refused.status, refused.body.code]).toEqual([422, "not_available"]);
    }
    expect((await patch({ skills: [], capacity: 5 })).status).toBe(200);
    const email = `skilled@${tenant.slug}.test`;
    const created = await chat.request("POST", "/api/v1/users", {
      token: tenant.owner.token,
      body: { name: "Sky", email, role: "agent", skills: ["french"] },
    });
    expect([created.status, created.body.errors[0].path]).toEqual([422, "skills"]);
  });

  test("the audit log tells who did what, newest first, in a chain that breaks when a row is changed", async () => {
    await renameAna("Ana Nine");
    const page = (await chat.request("GET", "/api/v1/audit-log?limit=2", { token: tenant.owner.token })).body;
    expect(page.items[0]).toMatchObject({
      action: "user.update",
      actor: { id: tenant.owner.id },
      target: { id: ana.id },
      detail: { fields: ["name"] },
    });
    const rest = (
      await chat.request("GET", `/api/v1/audit-log?cursor=${page.nextCursor}`, { token: tenant.owner.token })
    ).body;
    expect([...page.items, ...rest.items].map((item: { number: number }) => item.number)).toEqual(
      Array.from({ length: page.items[0].number }, (_, index) => page.items[0].number - index),
    );
    const broken = () =>
      chat.database.readTenant(tenant.id, async (tx) => {
        const { rows } = await sql<{ broken: number }>`
          select count(*)::integer as broken from (
            select previous_hash, lag(hash, 1, '\\x'::bytea) over (order by number) as expected, hash,
              sha256(previous_hash || convert_to(jsonb_build_array(tenant_id, number, extract(epoch from at), actor_type, actor_id, action,
                target_type, target_id, detail, request_id)::text, 'UTF8')) as computed
            from audit_log) chain
          where previous_hash <> expected or hash <> computed`.execute(tx);
        return rows[0]?.broken;
      });
    expect(await broken()).toBe(0);
    // Only the database's owner can do this at all; the chain shows it.
    await chat.asOwner(`update audit_log set action = 'nothing' where number = 2 and tenant_id = '${tenant.id}'`);
    expect(await broken()).toBe(1);
  });

  test("the audit log is filtered by what, who and when, page by page", async () => {
    const before = new Date().toISOString();
    for (const name of ["Ana 3", "Ana 4", "Ana 5"]) await renameAna(name);
    const read = async (query: string) => {
      const { body } = await chat.request("GET", `/api/v1/audit-log?${query}`, { token: tenant.owner.token });
      return body as { items: { action: string; actor: { id: string }; number: number }[]; nextCursor: string | null };
    };
    const first = await read("action=user.update&limit=2");
    const second = await read(`action=user.update&limit=2&cursor=${first.nextCursor}`);
    expect([...first.items, ...second.items].map((item) => item.action)).toEqual(Array(3).fill("user.update"));
    expect(second.nextCursor).toBeNull();
    expect((await read(`actorId=${ana.id}`)).items.every((item) => item.actor.id === ana.id)).toBe(true);
    expect((await read(`from=${before}`)).items.map((item) => item.action)).toEqual(Array(3).fill("user.update"));
    expect((await read(`to=${before}&action=user.update`)).items).toEqual([]);
    for (const wrong of ["action=drop", "acton=user.update"]) {
      const refused = await chat.request("GET", `/api/v1/audit-log?${wrong}`, { token: tenant.owner.token });
      expect([refused.status, refused.body.errors[0].path]).toEqual([422, wrong.split("=")[0]]);
    }
  });
});
