import { randomUUID } from "node:crypto";
import { channels } from "@chorus/contracts/bus/channels";
import { testRedisUrl } from "@chorus/testing/test-redis";
import { until } from "@chorus/testing/until";
import { Redis } from "ioredis";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { endedSessions, sessionIdOf } from "./ended-sessions.ts";
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
const ended = (...held: { id: string; token: string; role: string }[]) => endedSessions(chat, tenant.id, held);

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
  const { token } = tenant.owner;
  const conversationId = await chat.conversation(await chat.customer(tenant));
  const { body: team } = await chat.request("POST", "/api/v1/teams", { token, body: { name: "Returns" } });
  const [assigned, deleted] = await whileLocked(
    chat,
    `select 1 from teams where id = '${team.id}' for update`,
    async (untilWaiting) => {
      const assigning = chat.request("POST", `/api/v1/conversations/${conversationId}/assign`, {
        token,
        body: { teamId: team.id },
      });
      await untilWaiting(1);
      const deleting = chat.request("DELETE", `/api/v1/teams/${team.id}`, { token });
      await untilWaiting(2);
      return [assigning, deleting] as const;
    },
  );
  expect([assigned.status, deleted.status]).toEqual([200, 204]);
  const { body } = await chat.request("GET", `/api/v1/conversations/${conversationId}`, { token });
  expect(body.teamId ?? null).toBeNull();
});

async function listenForControl() {
  const redis = new Redis(testRedisUrl());
  const messages: { tenantId: string; userId: string | null }[] = [];
  redis.on("message", (_channel, text: string) => messages.push(JSON.parse(text)));
  await redis.subscribe(channels.control);
  return { messages, [Symbol.asyncDispose]: () => redis.quit().then(() => undefined) };
}
