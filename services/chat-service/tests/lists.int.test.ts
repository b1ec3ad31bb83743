import { until } from "@chorus/testing/until";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startChat, type Chat, type Customer, type Person } from "./harness.ts";

let chat: Chat;
beforeAll(async () => {
  chat = await startChat();
});
afterAll(() => chat[Symbol.asyncDispose]());

const PATH = "/api/v1/conversations";
const ids = (answer: { body: { items: { id: string }[] } }) => answer.body.items.map(({ id }) => id);

/** A tenant with an agent and two customers who have just asked something, the second one last. */
async function desk() {
  const tenant = await chat.tenant();
  const ana = await chat.person(tenant, "agent", "Ana");
  const [first, second] = [await chat.customer(tenant), await chat.customer(tenant, "Dora")];
  const [older, newer] = [await chat.conversation(first), await chat.conversation(second)];
  const send = (method: string, path: string, body?: object, person: Person | Customer = ana) =>
    chat.request(method, path, { token: person.token, body });
  return {
    ...{ tenant, ana, first, second, older, newer, send },
    one: async (id: string) => (await send("GET", `${PATH}/${id}`)).body,
    list: async (query = "") => ids(await send("GET", `${PATH}?${query}`)),
    counts: async (person?: Person) => (await send("GET", `${PATH}/counts`, undefined, person)).body,
  };
}
type Desk = Awaited<ReturnType<typeof desk>>;

const soon = (ms: number) => new Date(Date.now() + ms).toISOString();

describe("news", () => {
  const NO_NEWS: [string, (on: Desk, path: string) => Promise<unknown>][] = [
    ["a tag", (on, path) => on.send("PATCH", path, { tags: ["vip"] })],
    ["a priority", (on, path) => on.send("PATCH", path, { priority: "urgent" })],
    ["a subject", (on, path) => on.send("PATCH", path, { subject: "Parcel" })],
    ["its assignment", (on, path) => on.send("POST", `${path}/assign`, { agentId: on.ana.id })],
    ["falling asleep", (on, path) => on.send("PATCH", path, { snoozedUntil: soon(60_000) })],
    ["its end", (on, path) => on.send("POST", `${path}/close`)],
    ["its rating", (on, path) => on.send("POST", `${path}/rating`, { score: 3 }, on.first)],
  ];
  test.each(NO_NEWS)("%s is none: the conversation stays where it is", async (_, change) => {
    const on = await desk();
    const { newsAt, updatedAt } = await on.one(on.older);
    expect(newsAt).toBe((await on.one(on.older)).lastMessage.createdAt);
    expect(await change(on, `${PATH}/${on.older}`)).toMatchObject({ status: 200 });
    const changed = await on.one(on.older);
    expect(changed.newsAt).toBe(newsAt);
    expect(Date.parse(changed.updatedAt)).toBeGreaterThan(Date.parse(updatedAt));
    expect(await on.list()).toEqual([on.newer, on.older]);
  });

  const NEWS: [string, (on: Desk, path: string) => Promise<unknown>][] = [
    ["a customer's message", (on) => chat.send(on.first.token, on.older, "Anybody?")],
    ["an answer", (on) => chat.send(on.ana.token, on.older, "Here I am.")],
    ["a note", (on) => chat.send(on.ana.token, on.older, "VIP", "note")],
    [
      "coming back after its end",
      async (on, path) => {
        await on.send("POST", `${path}/close`);
        await on.send("POST", `${path}/reopen`);
      },
    ],
    [
      "being taken while it sleeps",
      async (on, path) => {
        await on.send("PATCH", path, { snoozedUntil: soon(60_000) });
        await on.send("POST", `${path}/assign`, { agentId: on.ana.id });
      },
    ],
    [
      "waking up by itself",
      async (on, path) => {
        await until(async () => (await on.send("PATCH", path, { snoozedUntil: soon(500) })).status === 200);
        await until(async () => (await on.one(on.older)).status !== "snoozed");
      },
    ],
  ];
  test.each(NEWS)("%s is news: the conversation comes first", async (_, happen) => {
    const on = await desk();
    await happen(on, `${PATH}/${on.older}`);
    expect(await on.list()).toEqual([on.older, on.newer]);
    const [older, newer] = [await on.one(on.older), await on.one(on.newer)];
    expect(Date.parse(older.newsAt)).toBeGreaterThan(Date.parse(newer.newsAt));
  });

  test("without a message it is the beginning; the customer is told of none of it", async () => {
    const on = await desk();
    const customer = await chat.customer(on.tenant);
    const { body } = await chat.request("POST", PATH, { token: customer.token, body: {} });
    const shown = await on.one(body.conversation.id);
    expect(Math.abs(Date.parse(shown.newsAt) - Date.parse(shown.createdAt))).toBeLessThan(1_000);
    for (const field of ["newsAt", "snoozedUntil", "rating"]) expect(body.conversation).not.toHaveProperty(field);
  });

  test("pages are cut by it", async () => {
    const on = await desk();
    const third = await chat.conversation(await chat.customer(on.tenant));
    const seen: string[] = [];
    for (let cursor: string | null = ""; cursor !== null;) {
      const page = await on.send("GET", `${PATH}?limit=1${cursor && `&cursor=${cursor}`}`);
      seen.push(...ids(page));
      cursor = page.body.nextCursor;
    }
    expect(seen).toEqual([third, on.newer, on.older]);
  });
});

test("until when it sleeps is told while it sleeps, also in the log", async () => {
  const on = await desk();
  const until1 = soon(60_000);
  await on.send("PATCH", `${PATH}/${on.older}`, { snoozedUntil: until1 });
  expect(await on.one(on.older)).toMatchObject({ status: "snoozed", snoozedUntil: until1 });
  const until2 = soon(90_000);
  await on.send("PATCH", `${PATH}/${on.older}`, { snoozedUntil: until2 });
  const { body } = await on.send("GET", `${PATH}/${on.older}/events?afterSeq=2`);
  const told = body.items.map(({ data }: { data: { conversation: object } }) => data.conversation);
  expect(told).toMatchObject([{ snoozedUntil: until1 }, { snoozedUntil: until2 }]);
  await on.send("POST", `${PATH}/${on.older}/close`);
  expect(await on.one(on.older)).toMatchObject({ status: "closed", snoozedUntil: null });
});

test("the desk reads how it was rated: the last rating, with its words and its time", async () => {
  const on = await desk();
  expect((await on.one(on.older)).rating).toBeNull();
  const rate = (body: object) => on.send("POST", `${PATH}/${on.older}/rating`, body, on.first);
  await rate({ score: 2 });
  const { rating } = await on.one(on.older);
  expect(rating).toEqual({ score: 2, comment: null, ratedAt: expect.stringMatching(/^20/) });
  await rate({ score: 4, comment: "Quick in the end" });
  expect((await on.one(on.older)).rating).toMatchObject({ score: 4, comment: "Quick in the end" });
  const { body } = await on.send("GET", `${PATH}/${on.older}/events?afterSeq=2`);
  expect(body.items.at(-1)).toMatchObject({
    kind: "conversation.rated",
    data: { conversation: { rating: { score: 4 } } },
  });
  await on.send("POST", `/api/v1/customers/${on.first.id}/erase`, {}, on.tenant.owner);
  expect((await on.one(on.older)).rating).toMatchObject({ score: 4, comment: null });
});

describe("a team's list", () => {
  async function withTeam() {
    const on = await desk();
    const { body: team } = await on.send("POST", "/api/v1/teams", { name: "Returns" }, on.tenant.owner);
    for (const id of [on.older, on.newer])
      await on.send("POST", `${PATH}/${id}/assign`, { teamId: team.id }, on.tenant.owner);
    return { ...on, team };
  }

  test("has what is open or queued, or one status", async () => {
    const on = await withTeam();
    await chat.conversation(await chat.customer(on.tenant));
    await on.send("POST", `/api/v1/queue/${on.older}/accept`);
    const of = (query = "") => on.list(`teamId=${on.team.id}${query}`);
    expect(await of()).toEqual([on.newer, on.older]);
    expect(await of("&status=open")).toEqual([on.older]);
    await on.send("POST", `${PATH}/${on.older}/close`);
    expect(await of()).toEqual([on.newer]);
    expect(await of("&status=closed")).toEqual([on.older]);
  });

  test("of another tenant is empty, and customers filter by none", async () => {
    const [on, other] = [await withTeam(), await withTeam()];
    expect(await other.list(`teamId=${on.team.id}`)).toEqual([]);
    const asked = await on.send("GET", `${PATH}?teamId=${other.team.id}`, undefined, on.first);
    expect(ids(asked)).toEqual([on.older]);
  });
});

describe("counts", () => {
  test("say what each list has, to whoever asks", async () => {
    const on = await desk();
    const { body: team } = await on.send("POST", "/api/v1/teams", { name: "Returns" }, on.tenant.owner);
    const { body: idle } = await on.send("POST", "/api/v1/teams", { name: "Orders" }, on.tenant.owner);
    const none = { mine: 0, queue: 0, open: 0, snoozed: 0, here: null, unread: 0 };
    const teams = (open: number) => [
      { id: idle.id, name: "Orders", open: 0 },
      { id: team.id, name: "Returns", open },
    ];
    expect(await on.counts()).toEqual({ ...none, queue: 2, teams: teams(0) });
    await on.send("POST", `${PATH}/${on.newer}/assign`, { teamId: team.id }, on.tenant.owner);
    await on.send("POST", `/api/v1/queue/${on.older}/accept`);
    expect(await on.counts()).toEqual({ ...none, mine: 1, queue: 1, open: 1, unread: 1, teams: teams(1) });
    expect(await on.counts(on.tenant.owner)).toMatchObject({ mine: 0, open: 1, unread: 0 });
    await on.send("PUT", `${PATH}/${on.older}/receipts`, { readSeq: 3 });
    expect(await on.counts()).toMatchObject({ mine: 1, unread: 0 });
    await on.send("PATCH", `${PATH}/${on.older}`, { snoozedUntil: soon(60_000) });
    await on.send("POST", `${PATH}/${on.newer}/close`);
    expect(await on.counts()).toEqual({ ...none, snoozed: 1, teams: teams(0) });
  });

  test("are of one's own tenant", async () => {
    const [on, other] = [await desk(), await desk()];
    await other.send("POST", `/api/v1/queue/${other.older}/accept`);
    expect(await on.counts()).toMatchObject({ queue: 2, open: 0, teams: [] });
  });

  test("end at 1000", async () => {
    const on = await desk();
    await chat.database.withTenant(on.tenant.id, (tx) =>
      sql`with many as (
        insert into customers (tenant_id, id, name)
        select ${on.tenant.id}, gen_random_uuid(), 'Many' from generate_series(1, 1200) returning tenant_id, id)
      insert into conversations (tenant_id, id, customer_id, status) select tenant_id, id, id, 'queued' from many`.execute(
        tx,
      ),
    );
    expect(await on.counts()).toMatchObject({ queue: 1_000, open: 0 });
  });
});

test("while nobody can say who is here, their list is unavailable and their count unknown", async () => {
  const on = await desk();
  expect((await on.send("GET", `${PATH}?here=true`)).body).toMatchObject({ status: 503, code: "unavailable" });
  expect(await on.list("here=false")).toEqual([on.newer, on.older]);
  expect((await on.counts()).here).toBeNull();
  expect((await on.send("GET", `${PATH}?here=yes`)).status).toBe(422);
});
