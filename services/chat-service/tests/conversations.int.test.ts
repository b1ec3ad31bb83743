import { randomUUID } from "node:crypto";
import { until } from "@chorus/testing/until";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { startChat, type Chat, type Tenant, type Customer, type Person } from "./harness.ts";

let chat: Chat;
let tenant: Tenant;
let ana: Person;
let ben: Person;
let customer: Customer;
let conversationId: string;

beforeAll(async () => {
  chat = await startChat();
  tenant = await chat.tenant();
  [ana, ben] = [await chat.person(tenant, "agent", "Ana"), await chat.person(tenant, "agent", "Ben")];
});
afterAll(() => chat[Symbol.asyncDispose]());
beforeEach(async () => {
  customer = await chat.customer(tenant);
  conversationId = await chat.conversation(customer);
});

const act = (person: { token: string }, action: string, body?: object) =>
  chat.request("POST", `/api/v1/conversations/${conversationId}/${action}`, { token: person.token, body });
const accept = (person: Person) =>
  chat.request("POST", `/api/v1/queue/${conversationId}/accept`, { token: person.token });
const get = (path: string, token: string) => chat.request("GET", path, { token });
const kinds = async (token: string) =>
  (await get(`/api/v1/conversations/${conversationId}/events?afterSeq=0`, token)).body.items.map(
    (event: { kind: string }) => event.kind,
  );

describe("a customer's conversation", () => {
  test("starts in the queue; asking again, even from six tabs at once, is the same one", async () => {
    const newcomer = await chat.customer(tenant);
    const start = () =>
      chat.request("POST", "/api/v1/conversations", { token: newcomer.token, body: { subject: "Parcel" } });
    const answers = await Promise.all(Array.from({ length: 6 }, start));
    expect(new Set(answers.map((answer) => answer.body.conversation.id)).size).toBe(1);
    expect(answers.map((answer) => answer.status).toSorted()).toEqual([200, 200, 200, 200, 200, 201]);
    expect(answers[0]!.body).toMatchObject({
      conversation: { status: "queued", subject: "Parcel", headSeq: 1 },
      message: null,
    });
  });

  test("a message given with a repeat goes into the open one", async () => {
    const answer = await chat.request("POST", "/api/v1/conversations", {
      token: customer.token,
      body: { message: { clientMessageId: randomUUID(), body: "one more thing" } },
    });
    expect(answer.status).toBe(200);
    expect(answer.body.conversation.id).toBe(conversationId);
    expect(answer.body.message).toMatchObject({ body: "one more thing", seq: 3 });
  });

  test("shows the customer nothing internal", async () => {
    await accept(ana);
    const seen = (await get(`/api/v1/conversations/${conversationId}`, customer.token)).body;
    expect(Object.keys(seen).toSorted()).toEqual([
      "assignee",
      "createdAt",
      "headSeq",
      "id",
      "status",
      "subject",
      "updatedAt",
    ]);
    expect(seen.assignee).toEqual({ id: ana.id, name: "Ana", avatar: null });
  });
});

describe("priority", () => {
  const patch = (id: string, body: object) =>
    chat.request("PATCH", `/api/v1/conversations/${id}`, { token: ana.token, body });
  const waiting = async () =>
    (await get("/api/v1/queue", ana.token)).body.items.map(
      (entry: { conversation: { id: string } }) => entry.conversation.id,
    );

  test("orders the queue and what is accepted next, also after coming back into the queue", async () => {
    const own = await chat.tenant();
    const agent = await chat.person(own, "agent");
    const ids: string[] = [];
    for (let i = 0; i < 4; i++) ids.push(await chat.conversation(await chat.customer(own)));
    const [normal, low, high, urgent] = ids as [string, string, string, string];
    const as = (method: string, path: string, body?: object) =>
      chat.request(method, path, { token: agent.token, body });
    await as("PATCH", `/api/v1/conversations/${low}`, { priority: "low" });
    await as("PATCH", `/api/v1/conversations/${high}`, { priority: "high" });
    await as("PATCH", `/api/v1/conversations/${urgent}`, { priority: "urgent" });
    const list = async () =>
      (await as("GET", "/api/v1/queue")).body.items.map(
        (entry: { conversation: { id: string } }) => entry.conversation.id,
      );
    expect(await list()).toEqual([urgent, high, normal, low]);
    expect((await as("POST", "/api/v1/queue/accept")).body.conversation.id).toBe(urgent);
    await as("POST", `/api/v1/conversations/${urgent}/assign`, {});
    expect(await list()).toEqual([urgent, high, normal, low]);
    await as("PATCH", `/api/v1/conversations/${urgent}`, { priority: "low" });
    expect((await list()).slice(0, 2)).toEqual([high, normal]);
  });

  test("with a time that is over nothing of a patch is stored", async () => {
    const answer = await patch(conversationId, {
      snoozedUntil: "2020-01-01T00:00:00Z",
      tags: ["half"],
      priority: "high",
    });
    expect(answer.status).toBe(422);
    const { tags, priority, headSeq } = (await get(`/api/v1/conversations/${conversationId}`, ana.token)).body;
    expect({ tags, priority, headSeq }).toEqual({ tags: [], priority: "normal", headSeq: 2 });
  });

  test("snoozing and tagging in one patch are both told", async () => {
    const until = new Date(Date.now() + 3_600_000).toISOString();
    expect((await patch(conversationId, { snoozedUntil: until, tags: ["later"] })).body.conversation).toMatchObject({
      status: "snoozed",
      tags: ["later"],
    });
    expect((await kinds(ana.token)).slice(-2)).toEqual(["conversation.status", "conversation.tagged"]);
    expect(await waiting()).not.toContain(conversationId);
  });
});

describe("the queue", () => {
  test("gives a conversation to one agent: again 200, a colleague 409 with the name", async () => {
    const taken = await accept(ana);
    expect(taken.body.conversation).toMatchObject({ status: "open", assignee: { id: ana.id } });
    expect((await accept(ana)).status).toBe(200);
    const late = await accept(ben);
    expect(late.body).toMatchObject({
      code: "already_assigned",
      detail: "Ana has already accepted this conversation.",
    });
    expect(await kinds(ana.token)).toEqual(["conversation.created", "message.created", "conversation.assigned"]);
  });

  test("when two accept at once exactly one gets it", async () => {
    const statuses = (await Promise.all([accept(ana), accept(ben)])).map((answer) => answer.status);
    expect(statuses.toSorted()).toEqual([200, 409]);
  });

  test("accepting the next one goes by waiting time, and ten agents at once get ten different ones", async () => {
    const busy = await chat.tenant();
    const waiting = [];
    for (let number = 0; number < 10; number += 1) waiting.push(await chat.conversation(await chat.customer(busy)));
    const listed = await get("/api/v1/queue", busy.owner.token);
    expect(listed.body.items.map((item: { conversation: { id: string } }) => item.conversation.id)).toEqual(waiting);
    const next = () => chat.request("POST", "/api/v1/queue/accept", { token: busy.owner.token });
    expect((await next()).body.conversation.id).toBe(waiting[0]);
    const answers = await Promise.all(Array.from({ length: 12 }, next));
    const got = answers.filter((answer) => answer.status === 200).map((answer) => answer.body.conversation.id);
    expect(got.toSorted()).toEqual(waiting.slice(1).toSorted());
    expect((await next()).status).toBe(204);
  });
});

describe("closing and reopening", () => {
  test("closed: agents are refused, the customer's message puts it back into the queue in one step", async () => {
    await accept(ana);
    expect((await act(ana, "close")).body.conversation.status).toBe("closed");
    expect((await act(ana, "close")).status).toBe(200);
    expect((await chat.send(ana.token, conversationId, "too late")).body.code).toBe("closed");
    const again = await chat.send(customer.token, conversationId, "still broken");
    expect(again.status).toBe(201);
    expect((await get(`/api/v1/conversations/${conversationId}`, ana.token)).body).toMatchObject({
      status: "queued",
      assignee: null,
    });
    expect((await kinds(ana.token)).slice(3)).toEqual([
      "conversation.status",
      "conversation.queued",
      "message.created",
    ]);
  });

  test("a message repeated after the reopening is still the same message", async () => {
    await act(ana, "close");
    const body = { clientMessageId: randomUUID(), body: "hello again" };
    const send = () =>
      chat.request("POST", `/api/v1/conversations/${conversationId}/messages`, { token: customer.token, body });
    const answers = await Promise.all([send(), send(), send()]);
    expect(answers.map((answer) => answer.status).toSorted()).toEqual([200, 200, 201]);
    expect(new Set(answers.map((answer) => answer.body.id)).size).toBe(1);
  });

  test("a reopened one comes back to its agent; not when the customer meanwhile has another", async () => {
    await accept(ana);
    await act(ana, "close");
    expect((await act(ben, "reopen")).body.conversation).toMatchObject({ status: "open", assignee: { id: ana.id } });
    await act(ana, "close");
    await chat.conversation(customer);
    expect((await act(ana, "reopen")).body.code).toBe("conflict");
  });

  test("a customer closes their own", async () => {
    expect((await act(customer, "close")).body.conversation.status).toBe("closed");
  });
});

describe("assigning", () => {
  test("to oneself is everyone's, to others a supervisor's; to nobody means the queue", async () => {
    expect((await act(ana, "assign", { agentId: ana.id })).body.conversation.assignee.id).toBe(ana.id);
    expect((await act(ana, "assign", { agentId: ben.id })).status).toBe(403);
    expect((await act(tenant.owner, "assign", { agentId: ben.id })).body.conversation.assignee.name).toBe("Ben");
    expect((await act(tenant.owner, "assign", {})).body.conversation).toMatchObject({
      status: "queued",
      assignee: null,
    });
    expect((await accept(ana)).status).toBe(200);
  });

  test("to a stranger or a viewer is refused with the field", async () => {
    const viewer = await chat.person(tenant, "viewer");
    for (const agentId of [randomUUID(), viewer.id]) {
      const answer = await act(tenant.owner, "assign", { agentId });
      expect(answer.body).toMatchObject({ code: "invalid", errors: [{ path: "agentId" }] });
    }
  });

  test("an old event tells how it was then, not how it is today", async () => {
    await accept(ana);
    await act(tenant.owner, "assign", { agentId: ben.id });
    const { items } = (await get(`/api/v1/conversations/${conversationId}/events?afterSeq=2`, ana.token)).body;
    expect(
      items.map(
        (event: { data: { conversation: { assignee: { name: string } } } }) => event.data.conversation.assignee.name,
      ),
    ).toEqual(["Ana", "Ben"]);
  });
});

describe("organising", () => {
  const patch = (person: { token: string }, body: object) =>
    chat.request("PATCH", `/api/v1/conversations/${conversationId}`, { token: person.token, body });

  test("tags, priority and subject change; the customer hears nothing of it", async () => {
    const { body } = await patch(ana, { tags: ["VIP", "vip", "Refund "], priority: "high", subject: "Parcel" });
    expect(body.conversation).toMatchObject({ tags: ["vip", "refund"], priority: "high", subject: "Parcel" });
    const tagged = (await get("/api/v1/conversations?tag=VIP", ana.token)).body.items;
    expect(tagged.map((item: { id: string }) => item.id)).toEqual([conversationId]);
    expect(await kinds(ana.token)).toContain("conversation.tagged");
    expect(await kinds(customer.token)).not.toContain("conversation.tagged");
  });

  test("snoozed until a time, it comes back by itself; a time that is over is refused", async () => {
    await accept(ana);
    expect((await patch(ana, { snoozedUntil: "2020-01-01T00:00:00.000Z" })).body).toMatchObject({ code: "invalid" });
    const soon = new Date(Date.now() + 300).toISOString();
    expect((await patch(ana, { snoozedUntil: soon })).body.conversation.status).toBe("snoozed");
    const status = async () => (await get(`/api/v1/conversations/${conversationId}`, ana.token)).body.status;
    await until(async () => (await status()) === "open");
    expect(
      (await get(`/api/v1/conversations/${conversationId}/events`, ana.token)).body.items.at(-1).actor,
    ).toMatchObject({ type: "system" });
  });

  test("customers are not told who else of the desk worked on it", async () => {
    await accept(ana);
    const soon = new Date(Date.now() + 60_000).toISOString();
    const { body: answer } = await chat.send(ana.token, conversationId, "one moment");
    await patch(ben, { snoozedUntil: soon });
    const path = `/api/v1/conversations/${conversationId}`;
    await chat.request("DELETE", `${path}/messages/${answer.id}`, { token: tenant.owner.token });
    // Ben's snooze, the deletion, and that the question without an answer comes back.
    const events = async (token: string) => (await get(`${path}/events`, token)).body.items.slice(-3);
    const nobody = { type: "agent", id: null, name: "" };
    expect((await events(customer.token)).map(({ actor }: { actor: object }) => actor)).toEqual([
      nobody,
      nobody,
      nobody,
    ]);
    const seenByDesk = (await events(ana.token)).map(({ actor }: { actor: { id: string } }) => actor.id);
    expect(seenByDesk).toEqual([ben.id, tenant.owner.id, tenant.owner.id]);
    await patch(ana, { snoozedUntil: new Date(Date.now() + 90_000).toISOString() });
    expect((await events(customer.token)).at(-1).actor).toMatchObject({ type: "agent", id: ana.id });
  });

  test("a transfer carries a note for the colleague, which the customer never sees", async () => {
    await accept(ana);
    const answer = await act(ana, "transfer", { agentId: ben.id, note: "speaks Spanish" });
    expect(answer.body.conversation.assignee.name).toBe("Ben");
    expect((await kinds(ana.token)).slice(-2)).toEqual(["note.created", "conversation.transferred"]);
    expect((await kinds(customer.token)).slice(-1)).toEqual(["conversation.transferred"]);
    expect((await act(ben, "transfer", {})).body).toMatchObject({ code: "invalid", errors: [{ path: "agentId" }] });
    expect((await act(ben, "transfer", { agentId: randomUUID(), note: "lost" })).status).toBe(422);
    expect((await kinds(ana.token)).filter((kind: string) => kind === "note.created")).toHaveLength(1);
  });

  test("people answer every conversation, and its customer is told nothing of who else might", async () => {
    const as = async (token: string) =>
      (await chat.request("GET", `/api/v1/conversations/${conversationId}`, { token })).body;
    expect((await as(ana.token)).owner).toEqual({ kind: "human", epoch: 0, reason: null });
    expect(await as(customer.token)).not.toHaveProperty("owner");
  });

  test("its customer rates it, nobody else", async () => {
    expect((await act(customer, "rating", { score: 6 })).status).toBe(422);
    expect((await act(customer, "rating", { score: 5, comment: "fast!" })).status).toBe(200);
    expect((await act(ana, "rating", { score: 1 })).status).toBe(403);
    expect((await act(customer, "rating", { score: 5, comment: "\u200B" })).status).toBe(200);
    const rated = await chat.database.readTenant(tenant.id, (tx) =>
      tx.selectFrom("conversations").select("rating_comment").where("id", "=", conversationId).executeTakeFirst(),
    );
    expect(rated).toEqual({ rating_comment: null });
    expect(await kinds(ana.token)).toContain("conversation.rated");
  });
});

test("lists are cut by keyset: concatenated pages are the whole list, also while it grows", async () => {
  const own = await chat.tenant();
  const made: string[] = [];
  for (let number = 0; number < 7; number += 1) made.push(await chat.conversation(await chat.customer(own)));
  const seen: string[] = [];
  let cursor: string | null = null;
  do {
    const query: string = cursor ? `&cursor=${cursor}` : "";
    const page = (await get(`/api/v1/conversations?limit=3${query}`, own.owner.token)).body;
    seen.push(...page.items.map((item: { id: string }) => item.id));
    cursor = page.nextCursor;
    await chat.conversation(await chat.customer(own));
  } while (cursor);
  expect(seen).toEqual(made.toReversed());
  expect((await get("/api/v1/conversations?assignee=me", own.owner.token)).body.items).toEqual([]);
  expect((await get("/api/v1/conversations?assignee=none&status=queued", own.owner.token)).body.items).toHaveLength(10);
});
