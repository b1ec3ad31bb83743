import { randomUUID } from "node:crypto";
import { createServiceTokens } from "@chorus/auth/service-token";
import type { SyncItem, SyncResult } from "@chorus/contracts/routes/internal-chat";
import type { Role } from "@chorus/contracts/permissions";
import { until } from "@chorus/testing/until";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startChat, type Chat, type Tenant, type Customer } from "./harness.ts";

let chat: Chat;
let tenant: Tenant;
let cara: Customer;
let own: string;

beforeAll(async () => {
  chat = await startChat();
  tenant = await chat.tenant();
  cara = await chat.customer(tenant);
  own = await chat.conversation(cara, "one");
});
afterAll(() => chat[Symbol.asyncDispose]());

const principal = (userId: string, role: Role, tenantId = tenant.id) =>
  ({ tenantId, userId, role, sessionId: randomUUID() }) as const;
const asCara = () => principal(cara.id, "customer");
const asOwner = () => principal(tenant.owner.id, "owner");

async function internal(path: string, body: object) {
  const { internal: secret } = chat.config.secrets;
  const token = await createServiceTokens({
    service: "websocket-gateway",
    audience: "chat-service",
    secret,
    now: () => Date.now(),
  })();
  return chat.request("POST", `/internal/v1/${path}`, { token, body });
}

async function sync(...items: SyncItem[]): Promise<(SyncResult | null)[]> {
  const { status, body } = await internal("conversations/sync", { tenantId: tenant.id, items });
  expect(status).toBe(200);
  return body.results;
}

/** The bodies of an answer's messages with their positions. */
function bodiesOf(result: SyncResult | null | undefined): string[] {
  if (!result?.ok) return [`no snapshot: ${JSON.stringify(result)}`];
  return result.events.flatMap(({ seq, data }) => ("message" in data ? [`${seq} ${data.message.body}`] : []));
}

test("many subscribers are told what each of them misses, in their own numbering", async () => {
  await chat.send(tenant.owner.token, own, "a note", "note");
  await chat.send(tenant.owner.token, own, "two");
  const other = await chat.conversation(await chat.customer(tenant), "elsewhere");
  // The first event is the conversation's own beginning.
  const results = await sync(
    { principal: asCara(), conversationId: own, afterSeq: 2, limit: 300 },
    { principal: asCara(), conversationId: own, limit: 50 },
    { principal: asOwner(), conversationId: own, afterSeq: 2, limit: 300 },
    { principal: asOwner(), conversationId: own, limit: 1 },
    { principal: asOwner(), conversationId: own, afterSeq: 2, limit: 1 },
    { principal: asOwner(), conversationId: other, limit: 50 },
  );
  const full = results.map((result) => bodiesOf(result).map((line) => line.slice(line.indexOf(" ") + 1)));
  expect(full).toEqual([["two"], ["one", "two"], ["a note", "two"], ["two"], ["a note"], ["elsewhere"]]);
  expect(results.map((result) => result?.ok && result.hasMore)).toEqual([false, false, false, true, true, false]);
  const [asCustomer, , asAgent] = results;
  // The customer's numbering has no hole where the note is.
  expect(bodiesOf(asCustomer)).toEqual([`${asCustomer?.ok && asCustomer.publicHeadSeq} two`]);
  expect(bodiesOf(asAgent).at(-1)).toBe(`${asAgent?.ok && asAgent.headSeq} two`);
});

test("each reader has their own receipts and unread messages", async () => {
  const conversationId = await chat.conversation(await chat.customer(tenant), "unread");
  const reader = await chat.person(tenant, "agent");
  const { body } = await chat.request("GET", `/api/v1/conversations/${conversationId}`, { token: reader.token });
  await chat.request("PUT", `/api/v1/conversations/${conversationId}/receipts`, {
    token: reader.token,
    body: { readSeq: body.headSeq },
  });
  const [asReader, asOther] = await sync(
    { principal: principal(reader.id, "agent"), conversationId, limit: 50 },
    { principal: asOwner(), conversationId, limit: 50 },
  );
  const unread = (result: SyncResult | null | undefined) =>
    result?.ok && "unread" in result.conversation && result.conversation.unread;
  expect([unread(asReader), unread(asOther)]).toEqual([0, 1]);
  expect(asOther).toMatchObject({ receipts: [{ userId: reader.id, readSeq: body.headSeq }] });
});

test("customers see how far those have read who speak with them, not who reads along", async () => {
  const customer = await chat.customer(tenant);
  const conversationId = await chat.conversation(customer, "who reads this?");
  const [viewer, supervisor, speaker, assignee] = await Promise.all(
    ["viewer", "supervisor", "agent", "agent"].map((role) => chat.person(tenant, role)),
  );
  if (!viewer || !supervisor || !speaker || !assignee) throw new Error("four people");
  await chat.send(speaker.token, conversationId, "I do");
  await chat.send(supervisor.token, conversationId, "among ourselves", "note");
  await chat.request("POST", `/api/v1/queue/${conversationId}/accept`, { token: assignee.token });
  for (const { token } of [viewer, supervisor, speaker, assignee, customer]) {
    await chat.request("PUT", `/api/v1/conversations/${conversationId}/receipts`, { token, body: { readSeq: 2 } });
  }
  const [asCustomer, asAgent] = await sync(
    { principal: principal(customer.id, "customer"), conversationId, limit: 50 },
    { principal: asOwner(), conversationId, limit: 50 },
  );
  const readers = (result: SyncResult | null | undefined) =>
    result?.ok ? result.receipts.map(({ userId }) => userId).toSorted() : [];
  expect(readers(asCustomer)).toEqual([speaker.id, assignee.id, customer.id].toSorted());
  expect(readers(asAgent)).toHaveLength(5);
});

test("what is not a subscriber's to see is refused alone", async () => {
  const stranger = await chat.customer(tenant);
  const elsewhere = await chat.tenant();
  const theirs = await chat.conversation(await chat.customer(elsewhere));
  const results = await sync(
    { principal: principal(stranger.id, "customer"), conversationId: own, limit: 50 },
    { principal: asCara(), conversationId: own, limit: 50 },
    { principal: asOwner(), conversationId: theirs, limit: 50 },
    { principal: principal(elsewhere.owner.id, "owner", elsewhere.id), conversationId: theirs, limit: 50 },
    { principal: asOwner(), conversationId: randomUUID(), limit: 50 },
  );
  const codes = results.map((result) => (result?.ok === false ? result.error.code : result && "told"));
  expect(codes).toEqual(["not_found", "told", "not_found", "forbidden", "not_found"]);
});

test("an answer has bounds: who finds no room is told so, and the first always has some", async () => {
  const customer = await chat.customer(tenant);
  const conversationId = await chat.conversation(customer);
  for (let batch = 0; batch < 5; batch += 1) {
    const items = Array.from({ length: 64 }, () => ({
      ...{ principal: principal(customer.id, "customer"), conversationId, kind: "text", body: "x" },
      clientMessageId: randomUUID(),
    }));
    await internal("messages", { tenantId: tenant.id, items });
  }
  const from = (afterSeq: number): SyncItem => ({ principal: asOwner(), conversationId, afterSeq, limit: 300 });
  const results = await sync(from(0), from(1), from(2), from(3), from(0), from(319));
  expect(results.map((result) => result?.ok && result.events.length)).toEqual([
    300,
    300,
    300,
    undefined,
    300,
    expect.any(Number),
  ]);
});

test("more rows of one transaction than a page has are read page by page, each once, to the position where the list began", async () => {
  const crowded = await chat.tenant();
  const { cursor } = await changes(crowded.id, null);
  const count = 1203;
  await chat.asOwner(`
    insert into customers (tenant_id, id, name)
      select '${crowded.id}', ('00000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, 'c' from generate_series(1, ${count}) n;
    insert into conversations (tenant_id, id, customer_id, status)
      select tenant_id, id, id, 'queued' from customers where tenant_id = '${crowded.id}'`);
  const seen = new Map<string, number>();
  let page = await changes(crowded.id, cursor);
  let pages = 1;
  for (; page.hasMore; pages++) {
    for (const { id } of page.conversations) seen.set(id, (seen.get(id) ?? 0) + 1);
    page = await changes(crowded.id, page.cursor);
  }
  for (const { id } of page.conversations) seen.set(id, (seen.get(id) ?? 0) + 1);
  expect({ pages, rows: seen.size, twice: [...seen.values()].filter((times) => times > 1).length }).toEqual({
    pages: 3,
    rows: count,
    twice: 0,
  });
  expect(page.cursor).toMatch(/^\d+$/);
  // Rows stay in the answer while an older transaction of the whole server runs, also of another test's database.
  await until(async () => {
    page = await changes(crowded.id, page.cursor);
    return page.conversations.length === 0;
  });
});

test.each(["x", "1.2", "99999999999999999999", "1.2.not-a-uuid", "-1"])(
  "the cursor %j is refused in words",
  async (cursor) => {
    const { status, body } = await internal("inbox/changes", { tenantId: tenant.id, cursor });
    expect([status, body.code]).toEqual([422, "invalid"]);
  },
);

async function changes(tenantId: string, cursor: string | null) {
  const { status, body } = await internal("inbox/changes", { tenantId, cursor });
  expect(status).toBe(200);
  return body as { cursor: string; hasMore: boolean; conversations: { id: string }[] };
}

test("receipts of many readers that come together are stored together, each in its own numbering, none of a stranger", async () => {
  const dan = await chat.customer(tenant, "Dan");
  const theirs = await chat.conversation(dan, "one");
  const { token } = tenant.owner;
  await chat.request("POST", `/api/v1/conversations/${theirs}/messages`, {
    token,
    body: { clientMessageId: randomUUID(), body: "only for us", kind: "note" },
  });
  await chat.send(token, theirs, "two");
  const mark = (who: ReturnType<typeof principal>, conversationId: string, deliveredSeq: number, readSeq?: number) =>
    internal("receipts", {
      principal: who,
      conversationId,
      deliveredSeq,
      ...(readSeq === undefined ? {} : { readSeq }),
    });
  const asDan = principal(dan.id, "customer");
  const answers = await Promise.all([
    mark(asOwner(), theirs, 4, 2),
    mark(asOwner(), theirs, 3, 3),
    // The second public message, which is a later event.
    mark(asDan, theirs, 99, 1),
    mark(asCara(), theirs, 1),
    mark(asCara(), own, 1, 1),
  ]);
  expect(answers.map(({ status }) => status)).toEqual([204, 204, 204, 404, 204]);
  const stored = await chat.database.readTenant(tenant.id, (tx) =>
    tx
      .selectFrom("receipts")
      .select(["user_id", "delivered_seq", "read_seq"])
      .where("conversation_id", "=", theirs)
      .execute(),
  );
  const head = await chat.database.readTenant(tenant.id, (tx) =>
    tx.selectFrom("conversations").select("last_seq").where("id", "=", theirs).executeTakeFirstOrThrow(),
  );
  const of = (userId: string) => stored.find(({ user_id }) => user_id === userId);
  expect(of(tenant.owner.id)).toMatchObject({ delivered_seq: 4, read_seq: 3 });
  expect(of(dan.id)).toMatchObject({ delivered_seq: head.last_seq });
  expect(of(dan.id)?.read_seq).toBeLessThan(head.last_seq);
  expect(of(cara.id)).toBeUndefined();
});
