import "@chorus/testing/provided";
import { SUMMARY_TYPES, type Summary } from "@chorus/contracts/entities/summary";
import { until } from "@chorus/testing/until";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { readConversationText } from "../src/summaries/read-transcript.ts";
import { MINUTE_MS, startSummaries, type Summaries } from "./harness.ts";

vi.setConfig({ testTimeout: 60_000 });

let all: Summaries;
beforeAll(async () => {
  all = await startSummaries(11);
});
afterAll(async () => {
  await all[Symbol.asyncDispose]();
});
beforeEach(() => all.rewind());

function textOf(summary: Summary): string {
  return summary.sections.flatMap(({ statements }) => statements.map(({ text }) => text)).join(" ");
}

test.each([
  ["a flag", "🇩🇪", "🇩🇪".length - 1],
  ["a family", "👩‍👩‍👧", 3],
  ["a letter with its accent", "e\u0301", 1],
])("a very long message is read up to %s that does not fit whole", async (_, character, fitting) => {
  const { tenant, conversationId, agent } = await all.talk();
  const before = "x".repeat(4_000 - fitting);
  await all.chat.send(agent, conversationId, `${before}${character} and more`);
  const read = await all.chat.database.readTenant(tenant.id, (tx) => readConversationText(tx, conversationId));
  expect(read?.transcript.at(-1)?.text).toBe(before);
});

describe("when a summary is made", () => {
  test("closing: every type, each statement with its sources, and the desk is told", async () => {
    const { conversationId, agent } = await all.talk();
    await all.chat.request("POST", `/api/v1/conversations/${conversationId}/close`, { token: agent });
    const handover = await all.summary(agent, conversationId, "handover");
    const items = await all.summaries(agent, conversationId);
    expect(items.map(({ type }) => type).toSorted()).toEqual([...SUMMARY_TYPES].toSorted());
    expect(handover).toMatchObject({
      stale: false,
      newerMessages: 0,
      provider: "local",
      editedBy: null,
      verdict: null,
    });
    const promises = handover.sections.find(({ name }) => name === "promises");
    expect(promises?.statements[0]?.text).toMatch(/new pair by Thursday/);
    const orders = items.find(({ type }) => type === "entities")?.sections.find(({ name }) => name === "orders");
    expect(orders?.statements.map(({ text }) => text)).toEqual(["SO-48213"]);
    const messages = await all.chat.request("GET", `/api/v1/conversations/${conversationId}/messages`, {
      token: agent,
    });
    const seqs = messages.body.items.map(({ seq }: { seq: number }) => seq);
    for (const { sections } of items)
      for (const { statements } of sections)
        for (const { cites } of statements) expect(seqs).toEqual(expect.arrayContaining(cites));
    await until(async () => {
      const exported = await all.chat.request("GET", `/api/v1/conversations/${conversationId}/export`, {
        token: agent,
      });
      return exported.body.events?.some(({ kind }: { kind: string }) => kind === "summary.ready");
    });
  });

  test("a pause of two minutes, and not before", async () => {
    const { tenant, conversationId, agent } = await all.talk();
    await until(() =>
      all.chat.database.readTenant(tenant.id, (tx) =>
        tx.selectFrom("tasks").select("id").where("name", "=", "summary.make").executeTakeFirst(),
      ),
    );
    expect(await all.summaries(agent, conversationId)).toEqual([]);
    all.pass(2 * MINUTE_MS);
    await all.worked(tenant.id);
    all.rewind();
    expect(textOf(await all.summary(agent, conversationId, "brief"))).toMatch(/crackle on the left side/);
  });

  test("messages that follow put the pause off, as the same task; what cannot wait does not", async () => {
    const { tenant, conversationId, agent } = await all.talk();
    const paused = () =>
      all.chat.database.readTenant(tenant.id, (tx) =>
        tx.selectFrom("tasks").select(["id", "due_at"]).where("name", "=", "summary.make").executeTakeFirst(),
      );
    const first = await until(paused);
    await all.chat.send(agent, conversationId, "It is on its way, with a label for the way back.");
    const later = await until(async () => {
      const task = await paused();
      return task && task.due_at > first.due_at ? task : undefined;
    });
    expect(later.id).toBe(first.id);
    expect(await all.summaries(agent, conversationId)).toEqual([]);
    await all.chat.request("POST", `/api/v1/conversations/${conversationId}/close`, { token: agent });
    await all.summary(agent, conversationId, "resolution");
    expect((await paused())?.id).toBe(first.id);
  });

  test("a transfer", async () => {
    const { tenant, conversationId, agent } = await all.talk();
    const colleague = await all.chat.person(tenant, "agent", "Ben");
    await all.chat.request("POST", `/api/v1/conversations/${conversationId}/transfer`, {
      token: agent,
      body: { agentId: colleague.id, note: "The spare part is on shelf B-1204." },
    });
    const handover = await all.summary(colleague.token, conversationId, "handover");
    expect(textOf(handover)).toMatch(/B-1204/);
  });

  test("on demand: 202 while it is made, then 200 with the fresh one", async () => {
    const { conversationId, agent } = await all.talk();
    const path = `/api/v1/conversations/${conversationId}/summaries`;
    const first = await all.request("POST", path, agent, { type: "brief" });
    expect(first).toMatchObject({ status: 202, body: { jobId: expect.any(String) } });
    await all.summary(agent, conversationId, "brief");
    const second = await all.request("POST", path, agent, { type: "brief" });
    expect(second).toMatchObject({ status: 200, body: { type: "brief", stale: false } });
  });
});

describe("while the conversation goes on", () => {
  test("it says how many messages are newer, and refreshing takes them in", async () => {
    const { customer, conversationId, agent } = await all.talk();
    const path = `/api/v1/conversations/${conversationId}/summaries`;
    await all.request("POST", path, agent, { type: "brief" });
    const before = await all.summary(agent, conversationId, "brief");
    await all.chat.send(customer.token, conversationId, "Thursday is too late, I fly to Lisbon on Wednesday.");
    await all.chat.send(customer.token, conversationId, "Could you send it by express?");
    const stale = await all.summary(agent, conversationId, "brief", (summary) => summary.stale);
    expect(stale).toMatchObject({ id: before.id, newerMessages: 2 });
    expect((await all.request("POST", path, agent, { type: "handover" })).status).toBe(202);
    const handover = await all.summary(agent, conversationId, "handover", (summary) => !summary.stale);
    expect(textOf(handover)).toMatch(/express/);
  });

  test("what somebody of the desk wrote stays, and newer statements are added to it", async () => {
    const { customer, conversationId, agent, tenant } = await all.talk();
    const path = `/api/v1/conversations/${conversationId}/summaries`;
    await all.request("POST", path, agent, { type: "handover" });
    const { id } = await all.summary(agent, conversationId, "handover");
    const sections = [{ name: "intent", statements: [{ text: "She wants a new pair. <b>VIP</b>", cites: [1] }] }];
    const edited = await all.request("PATCH", `/api/v1/summaries/${id}`, agent, { sections });
    expect(edited).toMatchObject({ status: 200, body: { editedBy: tenant.owner.id } });
    await all.chat.send(customer.token, conversationId, "The replacement must be model X300, not the broken X200.");
    await all.request("POST", path, agent, { type: "handover" });
    const refreshed = await all.summary(agent, conversationId, "handover", (summary) => !summary.stale);
    expect(refreshed.editedBy).toBe(tenant.owner.id);
    expect(textOf(refreshed)).toMatch(
      /^She wants a new pair\. <b>VIP<\/b> Cara[^:]*: The replacement must be model X300/,
    );
    const late = await all.request("PATCH", `/api/v1/summaries/${id}`, agent, { sections });
    expect(late).toMatchObject({ status: 409, body: { code: "conflict" } });
  });

  test("a citation of a message that is not there is refused", async () => {
    const { conversationId, agent } = await all.talk();
    await all.request("POST", `/api/v1/conversations/${conversationId}/summaries`, agent, { type: "brief" });
    const { id } = await all.summary(agent, conversationId, "brief");
    const sections = [{ name: "brief", statements: [{ text: "Invented.", cites: [4711] }] }];
    expect((await all.request("PATCH", `/api/v1/summaries/${id}`, agent, { sections })).status).toBe(422);
  });

  test("the last verdict of each person is kept", async () => {
    const { conversationId, agent } = await all.talk();
    await all.request("POST", `/api/v1/conversations/${conversationId}/summaries`, agent, { type: "brief" });
    const { id } = await all.summary(agent, conversationId, "brief");
    const path = `/api/v1/summaries/${id}/feedback`;
    expect((await all.request("POST", path, agent, { verdict: "up" })).status).toBe(204);
    const down = await all.request("POST", path, agent, { verdict: "down", reason: "The date is missing." });
    expect(down.status).toBe(204);
    expect(await all.summary(agent, conversationId, "brief")).toMatchObject({ verdict: "down" });
  });
});

test.each(["deleted", "edited"])(
  "of a message that is %s no summary, replaced one or stored answer keeps the words",
  async (how) => {
    const { tenant, conversationId, agent, customer } = await all.talk();
    const word = `PIN-${Math.random().toString(36).slice(2, 10)}`;
    const path = `/api/v1/conversations/${conversationId}`;
    const body = { clientMessageId: crypto.randomUUID(), body: `My order is ${word}, where is it?`, kind: "text" };
    const sent = await all.chat.request("POST", `${path}/messages`, {
      token: customer.token,
      body,
      headers: { "idempotency-key": crypto.randomUUID() },
    });
    await all.chat.request("POST", `${path}/close`, { token: agent });
    await all.summary(agent, conversationId, "brief");
    await all.chat.request("POST", `${path}/reopen`, { token: agent });
    await all.chat.send(agent, conversationId, "We have found it.");
    await all.chat.request("POST", `${path}/close`, { token: agent });
    await until(async () => (await all.summary(agent, conversationId, "brief")).newerMessages === 0);
    expect(await all.chat.rowsWith(word)).toEqual(expect.arrayContaining(["summaries", "idempotency_keys"]));
    const change = how === "deleted" ? { method: "DELETE" } : { method: "PATCH", body: { body: "Where is my order?" } };
    if (how === "edited") await all.chat.request("POST", `${path}/reopen`, { token: agent });
    const done = await all.chat.request(change.method, `${path}/messages/${sent.body.id}`, {
      token: customer.token,
      ...(change.body ? { body: change.body } : {}),
    });
    expect(done.status).toBeLessThan(300);
    expect((await all.chat.rowsWith(word)).filter((table) => table !== "search_documents")).toEqual([]);
    const exported = await all.chat.request("GET", `/api/v1/tenants/${tenant.id}/export`, {
      token: tenant.owner.token,
    });
    expect(exported.text).not.toContain(word);
  },
);

test("erasing a customer leaves no word of them, also when a summary is being made", async () => {
  const { tenant, customer, conversationId, agent } = await all.talk();
  await all.chat.send(customer.token, conversationId, "My secret word is QUOKKA-7719, please keep it.");
  await all.request("POST", `/api/v1/conversations/${conversationId}/summaries`, agent, { type: "brief" });
  await all.summary(agent, conversationId, "brief");
  expect(await all.chat.rowsWith("QUOKKA-7719")).toContain("summaries");
  await all.chat.send(agent, conversationId, "Noted.");
  const asked = all.request("POST", `/api/v1/conversations/${conversationId}/summaries`, agent, { type: "brief" });
  const erased = await all.chat.request("POST", `/api/v1/customers/${customer.id}/erase`, { token: agent });
  expect(erased.status).toBe(200);
  await asked;
  all.pass(2 * MINUTE_MS);
  await all.worked(tenant.id);
  expect(await all.chat.rowsWith("QUOKKA-7719")).toEqual([]);
});

describe("who may", () => {
  test("each route: without a token, a customer, a tenant that it does not belong to", async () => {
    const { customer, conversationId, agent } = await all.talk();
    const stranger = (await all.chat.tenant()).owner.token;
    await all.request("POST", `/api/v1/conversations/${conversationId}/summaries`, agent, { type: "brief" });
    const { id } = await all.summary(agent, conversationId, "brief");
    const sections = [{ name: "brief", statements: [{ text: "Hers.", cites: [1] }] }];
    const routes: [string, string, object?][] = [
      ["GET", `/api/v1/conversations/${conversationId}/summaries`],
      ["POST", `/api/v1/conversations/${conversationId}/summaries`, { type: "brief" }],
      ["PATCH", `/api/v1/summaries/${id}`, { sections }],
      ["POST", `/api/v1/summaries/${id}/feedback`, { verdict: "up" }],
    ];
    for (const [method, path, body] of routes) {
      expect([path, (await all.request(method, path, undefined, body)).status]).toEqual([path, 401]);
      expect([path, (await all.request(method, path, customer.token, body)).status]).toEqual([path, 403]);
      expect([path, (await all.request(method, path, stranger, body)).status]).toEqual([path, 404]);
    }
    for (const [method, path] of routes.filter(([, , body]) => body !== undefined))
      expect([path, (await all.request(method, path, agent, { nonsense: true })).status]).toEqual([path, 422]);
    expect(textOf(await all.summary(agent, conversationId, "brief"))).not.toMatch(/Hers/);
    const providers = await all.request("GET", "/api/v1/providers", agent);
    expect(providers.body.items[0]).toMatchObject({ name: "local", state: "answering" });
  });

  test("a viewer reads and does not write", async () => {
    const { tenant, conversationId, agent } = await all.talk();
    await all.request("POST", `/api/v1/conversations/${conversationId}/summaries`, agent, { type: "brief" });
    const { id } = await all.summary(agent, conversationId, "brief");
    const viewer = await all.chat.person(tenant, "viewer");
    expect(await all.summaries(viewer.token, conversationId)).toHaveLength(SUMMARY_TYPES.length);
    expect(
      (await all.request("POST", `/api/v1/summaries/${id}/feedback`, viewer.token, { verdict: "up" })).status,
    ).toBe(403);
  });
});
