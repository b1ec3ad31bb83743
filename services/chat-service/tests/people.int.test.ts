import { randomUUID } from "node:crypto";
import { SYSTEM_TENANT } from "@chorus/contracts/tasks";
import { channels } from "@chorus/contracts/bus/channels";
import { createServiceTokens } from "@chorus/auth/service-token";
import { appendEvents } from "@chorus/database/append-events";
import { testRedisUrl } from "@chorus/testing/test-redis";
import { until } from "@chorus/testing/until";
import { Redis } from "ioredis";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { startChat, type Chat, type Tenant, type Person } from "./harness.ts";
import { whileLocked } from "./while-locked.ts";

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

const patchUser = (by: Person, userId: string, body: object) =>
  chat.request("PATCH", `/api/v1/users/${userId}`, { token: by.token, body });
const sessionIdOf = (token: string): string =>
  JSON.parse(Buffer.from(token.split(".")[1]!, "base64url").toString()).sid;

/** What the gateways' sweep is told about these tokens: the sessions that have ended. */
async function ended(...held: { id: string; token: string; role: string }[]): Promise<string[]> {
  const token = await createServiceTokens({
    service: "websocket-gateway",
    audience: "chat-service",
    secret: chat.config.secrets.internal,
    now: () => Date.now(),
  })();
  const sessions = held.map(({ id, token: access, role }) => ({ userId: id, sessionId: sessionIdOf(access), role }));
  const { body } = await chat.request("POST", "/internal/v1/sessions/check", {
    token,
    body: { tenantId: tenant.id, sessions },
  });
  return body.endedSessionIds;
}

/** That a tenant was deleted, for restores; by whom, for the operator. Neither says more than its id and its name. */
const KEPT_OF_DELETED = ["deleted_tenants", "operator_log"];

describe("people", () => {
  test("who is disabled, or has another role, is signed out everywhere: by hint and by sweep", async () => {
    await using control = await listenForControl();
    const agent = { ...ana, role: "agent" };
    expect(await ended(agent)).toEqual([]);
    expect((await patchUser(tenant.owner, ana.id, { disabled: true })).body).toMatchObject({
      id: ana.id,
      disabled: true,
    });
    expect(await ended(agent)).toEqual([sessionIdOf(ana.token)]);
    await until(() => control.messages.find((message) => message.userId === ana.id && message.tenantId === tenant.id));
    const login = await chat.request("POST", "/api/v1/auth/login", {
      body: { tenant: tenant.slug, email: ana.email, password: "correct horse battery" },
    });
    expect(login.status).toBe(401);
    const ben = await chat.person(tenant, "agent", "Ben");
    await patchUser(tenant.owner, ben.id, { role: "viewer" });
    expect(await ended({ ...ben, role: "agent" })).toEqual([sessionIdOf(ben.token)]);
  });

  test("only owners touch owners, and the last owner stays", async () => {
    const admin = await chat.person(tenant, "admin");
    expect((await patchUser(admin, tenant.owner.id, { name: "Mallory" })).status).toBe(403);
    expect((await patchUser(admin, ana.id, { role: "owner" })).status).toBe(403);
    expect((await patchUser(tenant.owner, tenant.owner.id, { disabled: true })).body.code).toBe("conflict");
    expect((await patchUser(tenant.owner, ana.id, { role: "owner" })).status).toBe(200);
    expect((await patchUser(tenant.owner, tenant.owner.id, { role: "agent" })).status).toBe(200);
  });

  test("one sees and ends one's own sessions; an admin everybody's; a stranger nobody's", async () => {
    await chat.login(tenant.slug, ana.email);
    const path = `/api/v1/users/${ana.id}/sessions`;
    const { items } = (await chat.request("GET", path, { token: ana.token })).body;
    expect(items).toHaveLength(2);
    expect(items.filter((session: { current: boolean }) => session.current)).toHaveLength(1);
    const other = items.find((session: { current: boolean }) => !session.current);
    expect((await chat.request("DELETE", `${path}/${other.id}`, { token: ana.token })).status).toBe(204);
    expect((await chat.request("DELETE", `${path}/${other.id}`, { token: ana.token })).status).toBe(404);
    expect((await chat.request("GET", path, { token: tenant.owner.token })).body.items).toHaveLength(1);
    const ben = await chat.person(tenant, "agent");
    expect((await chat.request("GET", path, { token: ben.token })).status).toBe(403);
  });

  test("an owner's sessions are an owner's to see and to end", async () => {
    const admin = await chat.person(tenant, "admin");
    const owner = await chat.person(tenant, "owner");
    const path = `/api/v1/users/${owner.id}/sessions`;
    expect((await chat.request("GET", path, { token: admin.token })).status).toBe(403);
    const session = `${path}/${sessionIdOf(owner.token)}`;
    expect((await chat.request("DELETE", session, { token: admin.token })).status).toBe(403);
    const boss = await chat.person(tenant, "owner");
    expect((await chat.request("GET", path, { token: boss.token })).body.items).toHaveLength(1);
    expect((await chat.request("DELETE", session, { token: boss.token })).status).toBe(204);
  });

  test("two owners who disable each other at once: one succeeds, the other is told why not, and nobody deadlocks", async () => {
    const rival = await chat.tenant();
    const [one, two] = [rival.owner, await chat.person(rival, "owner")];
    const users = `select from users where tenant_id = '${rival.id}' for update`;
    const answers = await whileLocked(chat, users, async (untilWaiting) => {
      const both = [patchUser(one, two.id, { disabled: true }), patchUser(two, one.id, { disabled: true })] as const;
      await untilWaiting(2);
      return both;
    });
    // Who is decided second is by then the only owner.
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  });

  test("whoever cannot answer any more gives their open conversations back to the queue", async () => {
    for (const change of [{ disabled: true }, { role: "viewer" }]) {
      const leaver = await chat.person(tenant, "agent", "Leah");
      const [open, asleep] = [await chat.customer(tenant), await chat.customer(tenant)];
      const ids = [await chat.conversation(open), await chat.conversation(asleep)];
      for (const id of ids) await chat.request("POST", `/api/v1/queue/${id}/accept`, { token: leaver.token });
      const [openId, asleepId] = ids as [string, string];
      await chat.request("PATCH", `/api/v1/conversations/${openId}`, {
        token: leaver.token,
        body: { priority: "urgent" },
      });
      const later = new Date(Date.now() + 3_600_000).toISOString();
      await chat.request("PATCH", `/api/v1/conversations/${asleepId}`, {
        token: leaver.token,
        body: { snoozedUntil: later },
      });
      const boss = await chat.person(tenant, "owner");
      expect((await patchUser(boss, leaver.id, change)).status).toBe(200);
      const shown = async (id: string) =>
        (await chat.request("GET", `/api/v1/conversations/${id}`, { token: boss.token })).body;
      expect(await shown(openId)).toMatchObject({ status: "queued", assignee: null });
      const queue = (await chat.request("GET", "/api/v1/queue?limit=100", { token: boss.token })).body.items;
      expect(queue.map((entry: { conversation: { id: string } }) => entry.conversation.id)).toContain(openId);
      const ranks = await chat.database.readTenant(tenant.id, (tx) =>
        tx.selectFrom("chat_queue").select("priority").where("conversation_id", "=", openId).execute(),
      );
      expect(ranks).toEqual([{ priority: 2 }]);
      // Nobody of the desk waits for the snoozed one, until its customer writes.
      expect(await shown(asleepId)).toMatchObject({ status: "snoozed" });
      await chat.send(asleep.token, asleepId, "Are you there?");
      expect(await shown(asleepId)).toMatchObject({ status: "queued", assignee: null });
    }
  });

  test("a team has members of this tenant only; its name is unique; dissolved, its conversations stay", async () => {
    const post = (body: object) => chat.request("POST", "/api/v1/teams", { token: tenant.owner.token, body });
    const team = (await post({ name: "Support", memberIds: [ana.id] })).body;
    expect(team.memberIds).toEqual([ana.id]);
    expect((await post({ name: "Support" })).body.code).toBe("already_exists");
    expect((await post({ name: "Sales", memberIds: [randomUUID()] })).body).toMatchObject({
      code: "invalid",
      errors: [{ path: "memberIds" }],
    });
    const conversationId = await chat.conversation(await chat.customer(tenant));
    const assign = { token: tenant.owner.token, body: { teamId: team.id } };
    await chat.request("POST", `/api/v1/conversations/${conversationId}/assign`, assign);
    const one = () => chat.request("GET", `/api/v1/conversations/${conversationId}`, { token: ana.token });
    expect((await one()).body.team).toEqual({ id: team.id, name: "Support" });
    expect((await chat.request("DELETE", `/api/v1/teams/${team.id}`, { token: tenant.owner.token })).status).toBe(204);
    expect((await one()).body).toMatchObject({ team: null, status: "queued" });
  });
});

describe("customers", () => {
  test("a banned one is out: sockets close, no session begins; let in again, all is there", async () => {
    await using control = await listenForControl();
    const customer = { ...(await chat.customer(tenant)), role: "customer" };
    const start = () =>
      chat.request("POST", "/api/v1/widget/sessions", {
        body: { tenantKey: tenant.widgetKey, deviceToken: customer.deviceToken },
      });
    const ban = (action: string) =>
      chat.request("POST", `/api/v1/customers/${customer.id}/${action}`, { token: ana.token });
    expect((await ban("ban")).body).toMatchObject({ id: customer.id, banned: true });
    await until(() => control.messages.find((message) => message.userId === customer.id));
    expect(await ended(customer)).toEqual([sessionIdOf(customer.token)]);
    expect((await start()).status).toBe(403);
    await ban("unban");
    expect((await start()).body.customer.id).toBe(customer.id);
    expect(await ended(customer)).toEqual([]);
  });

  test("are listed newest first and corrected without becoming verified", async () => {
    const [first, second] = [await chat.customer(tenant, "First"), await chat.customer(tenant, "Second")];
    const { items } = (await chat.request("GET", "/api/v1/customers", { token: ana.token })).body;
    expect(items.map((item: { id: string }) => item.id)).toEqual([second.id, first.id]);
    const body = { email: "cara@home.test", phone: null };
    const changed = await chat.request("PATCH", `/api/v1/customers/${first.id}`, { token: ana.token, body });
    expect(changed.body).toMatchObject({ name: "First", email: "cara@home.test", verified: false });
  });
});

test("a team is deleted although somebody gives it a conversation at that moment", async () => {
  const { owner } = tenant;
  const customer = await chat.customer(tenant);
  const conversationId = await chat.conversation(customer);
  for (let round = 0; round < 12; round += 1) {
    const { body: team } = await chat.request("POST", "/api/v1/teams", {
      token: owner.token,
      body: { name: `T ${round}` },
    });
    const assign = { token: owner.token, body: { teamId: team.id } };
    const [deleted, assigned] = await Promise.all([
      chat.request("DELETE", `/api/v1/teams/${team.id}`, { token: owner.token }),
      chat.request("POST", `/api/v1/conversations/${conversationId}/assign`, assign),
    ]);
    expect(deleted.status).toBe(204);
    expect([200, 404, 422]).toContain(assigned.status);
  }
});

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
    expect((await chat.request("DELETE", `/api/v1/tenants/${tenant.id}`, operator)).status).toBe(204);
    expect((await chat.rowsWith(tenant.id)).toSorted()).toEqual(KEPT_OF_DELETED);
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
    const operator = { token: chat.config.secrets.operatorKey };
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
    expect((await chat.request("DELETE", `/api/v1/tenants/${tenant.id}`, operator)).status).toBe(204);
    expect(new Set(await Promise.all(writers))).toEqual(new Set(["not_found"]));
    expect((await chat.rowsWith(tenant.id)).toSorted()).toEqual(KEPT_OF_DELETED);
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
    await patchUser(tenant.owner, ana.id, { name: "Ana Nine" });
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
    for (const name of ["Ana 3", "Ana 4", "Ana 5"]) await patchUser(tenant.owner, ana.id, { name });
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

async function listenForControl() {
  const redis = new Redis(testRedisUrl());
  const messages: { tenantId: string; userId: string | null }[] = [];
  redis.on("message", (_channel, text: string) => messages.push(JSON.parse(text)));
  await redis.subscribe(channels.control);
  return { messages, [Symbol.asyncDispose]: () => redis.quit().then(() => undefined) };
}
