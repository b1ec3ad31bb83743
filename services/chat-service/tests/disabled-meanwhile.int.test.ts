import "@chorus/testing/provided";
import { afterAll, beforeAll, expect, test } from "vitest";
import { sessionIdOf } from "./ended-sessions.ts";
import { startChat, type Chat, type Customer, type Person, type Tenant } from "./harness.ts";
import { whileLocked } from "./while-locked.ts";

let chat: Chat;
beforeAll(async () => {
  chat = await startChat();
});
afterAll(() => chat[Symbol.asyncDispose]());

const ENDINGS = { disabled: { disabled: true }, demoted: { role: "viewer" } } as const;

interface Scene {
  tenant: Tenant;
  ana: Person;
  /** Ana's, so that whoever takes her right away waits for it. */
  hers: string;
  /** Of another customer, in the queue. */
  other: string;
  customer: Customer;
}

async function scene(): Promise<Scene> {
  const tenant = await chat.tenant();
  const ana = await chat.person(tenant, "agent", "Ana");
  const hers = await chat.conversation(await chat.customer(tenant));
  await assign(tenant, hers, ana);
  const customer = await chat.customer(tenant);
  return { tenant, ana, hers, customer, other: await chat.conversation(customer) };
}

const assign = (tenant: Tenant, conversationId: string, { id }: Person) =>
  chat.request("POST", `/api/v1/conversations/${conversationId}/assign`, {
    token: tenant.owner.token,
    body: { agentId: id },
  });

async function snooze({ tenant, ana, other }: Scene): Promise<void> {
  await assign(tenant, other, ana);
  const snoozedUntil = new Date(Date.now() + 3_600_000).toISOString();
  await chat.request("PATCH", `/api/v1/conversations/${other}`, { token: tenant.owner.token, body: { snoozedUntil } });
}

const WAYS: Record<string, { before?: (it: Scene) => Promise<void>; take: (it: Scene) => ReturnType<typeof assign> }> =
  {
    "is assigned": { take: ({ tenant, other, ana }) => assign(tenant, other, ana) },
    "is transferred": {
      take: ({ tenant, other, ana }) =>
        chat.request("POST", `/api/v1/conversations/${other}/transfer`, {
          token: tenant.owner.token,
          body: { agentId: ana.id, note: "Please take over" },
        }),
    },
    "is accepted": {
      take: ({ other, ana }) => chat.request("POST", `/api/v1/queue/${other}/accept`, { token: ana.token }),
    },
    "is the next of the queue": {
      take: ({ ana }) => chat.request("POST", "/api/v1/queue/accept", { token: ana.token }),
    },
    "is woken by its customer": {
      before: snooze,
      take: ({ customer, other }) => chat.send(customer.token, other, "Hello?"),
    },
    "is woken at the desk": {
      before: snooze,
      take: ({ tenant, other }) =>
        chat.request("PATCH", `/api/v1/conversations/${other}`, {
          token: tenant.owner.token,
          body: { snoozedUntil: null },
        }),
    },
    "is reopened": {
      before: async ({ tenant, other, ana }) => {
        await assign(tenant, other, ana);
        await chat.request("POST", `/api/v1/conversations/${other}/close`, { token: tenant.owner.token });
      },
      take: ({ tenant, other }) =>
        chat.request("POST", `/api/v1/conversations/${other}/reopen`, { token: tenant.owner.token }),
    },
  };

const take = (way: string, it: Scene) => {
  const found = WAYS[way];
  if (!found) throw new Error(`nobody knows how a conversation ${way}`);
  return found.take(it);
};

const endRight = ({ tenant, ana }: Scene, ending: keyof typeof ENDINGS) =>
  chat.request("PATCH", `/api/v1/users/${ana.id}`, { token: tenant.owner.token, body: ENDINGS[ending] });

function stateOf({ tenant, other }: Scene) {
  return chat.database.readTenant(tenant.id, async (tx) => {
    const row = await tx
      .selectFrom("conversations as c")
      .leftJoin("chat_queue as q", "q.conversation_id", "c.id")
      .select(["c.status", "c.assignee_id", "q.conversation_id as queued"])
      .where("c.id", "=", other)
      .executeTakeFirstOrThrow();
    return { ...row, queued: row.queued !== null };
  });
}

const IN_QUEUE = { status: "queued", assignee_id: null, queued: true };

test.each(Object.keys(WAYS).flatMap((way) => [[way, "disabled"] as const, [way, "demoted"] as const]))(
  "a conversation that %s while its agent is being %s goes back to the queue with the others",
  async (way, ending) => {
    const it = await scene();
    await WAYS[way]?.before?.(it);
    const [ended] = await whileLocked(
      chat,
      `select from conversations where id = '${it.hers}' for update`,
      async (untilWaiting) => {
        const being = endRight(it, ending);
        await untilWaiting(1);
        expect((await take(way, it)).status).toBeLessThan(300);
        return [being] as const;
      },
    );
    expect(ended.status).toBe(200);
    expect(await stateOf(it)).toEqual(IN_QUEUE);
  },
);

test.each([
  ["is assigned", 422],
  ["is transferred", 422],
  ["is accepted", 403],
  ["is the next of the queue", 403],
  ["is woken by its customer", 201],
  ["is woken at the desk", 200],
  ["is reopened", 200],
])(
  "a conversation that %s before the end of a right is written waits for it, and goes to nobody without it",
  async (way, status) => {
    const it = await scene();
    await WAYS[way]?.before?.(it);
    const [ended, taken] = await whileLocked(
      chat,
      `select from audit_heads where tenant_id = '${it.tenant.id}' for update`,
      async (untilWaiting) => {
        const ending = endRight(it, "demoted");
        await untilWaiting(1);
        const taking = take(way, it);
        await untilWaiting(2);
        return [ending, taking] as const;
      },
    );
    expect([ended.status, taken.status]).toEqual([200, status]);
    expect(await stateOf(it)).toEqual(IN_QUEUE);
  },
);

test("whoever is disabled while passwords wait to be hashed creates nobody any more", async () => {
  const tenant = await chat.tenant();
  const admin = await chat.person(tenant, "admin", "Mallory");
  const body = { name: "Late", role: "admin", password: "correct horse battery" };
  const created = Array.from({ length: 24 }, (_, number) =>
    chat.request("POST", "/api/v1/users", {
      token: admin.token,
      body: { ...body, email: `late-${number}@${tenant.slug}.test` },
    }),
  );
  await Promise.race(created);
  await chat.request("PATCH", `/api/v1/users/${admin.id}`, { token: tenant.owner.token, body: { disabled: true } });
  const late = () =>
    chat.database.readTenant(tenant.id, async (tx) => {
      const rows = await tx.selectFrom("users").select("id").where("name", "=", "Late").execute();
      return rows.length;
    });
  const before = await late();
  const statuses = (await Promise.all(created)).map(({ status }) => status);
  const stored = await late();
  // The two that were hashed at that moment may have been asked just before.
  expect(stored).toBeLessThanOrEqual(before + 2);
  expect(stored).toBeLessThan(created.length);
  expect(statuses.filter((status) => status === 401)).toHaveLength(created.length - stored);
});

test("what waits for its turn is not read for whoever was signed out meanwhile", async () => {
  const tenant = await chat.tenant();
  const ana = await chat.person(tenant, "admin", "Ana");
  const session = `/api/v1/users/${ana.id}/sessions/${sessionIdOf(ana.token)}`;
  const [asked] = await whileLocked(chat, "lock table api_keys in access exclusive mode", async (untilWaiting) => {
    const asked = Array.from({ length: 7 }, () => chat.request("GET", "/api/v1/api-keys", { token: ana.token }));
    await untilWaiting(4);
    expect((await chat.request("DELETE", session, { token: tenant.owner.token })).status).toBe(204);
    return [Promise.all(asked)] as const;
  });
  expect(asked.map(({ status }) => status).toSorted()).toEqual([200, 200, 200, 200, 401, 401, 401]);
});

const LATE = { name: "Late", email: "late@late.test", role: "agent", password: "correct horse battery" };

/** As many as a person may write at once. */
test.each([
  [
    ["PATCH", "/api/v1/tenant", { name: "Late" }],
    ["POST", "/api/v1/teams", { name: "Late" }],
    ["POST", "/api/v1/users", LATE],
  ],
  [
    ["POST", "/api/v1/api-keys", { name: "Late", scopes: ["admin"] }],
    ["PATCH", "/api/v1/notification-preferences", { language: "de" }],
    ["PATCH", "/api/v1/users/me", { name: "Late" }],
  ],
] as const)(
  "what is written while the tenant is being deleted finds nothing there, and is no error of ours: %j, %j, %j",
  async (...wanted) => {
    const { id, owner, widgetKey } = await chat.tenant();
    const asked = await whileLocked(chat, `select delete_tenant('${id}')`, async (untilWaiting) => {
      const writes = [
        ...wanted.map(([method, path, body]) => chat.request(method, path, { token: owner.token, body })),
        chat.request("POST", "/api/v1/widget/sessions", { body: { tenantKey: widgetKey } }),
      ];
      await untilWaiting(writes.length);
      return writes;
    });
    expect(asked.map(({ status }) => status)).toEqual(Array(4).fill(404));
  },
);
