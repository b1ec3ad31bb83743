import type { AppendItem, AppendResult, Principal } from "@chorus/contracts/routes/internal-chat";
import { systemIds } from "@chorus/kernel/ids";
import { expect, it } from "vitest";
import type { ChatClient, SyncAnswer } from "../src/chat-service-client/chat-client.ts";

/** A conversation, those who are in it, and those who are not. */
interface House {
  agent: Principal;
  customer: Principal;
  /** Another customer of the same tenant. */
  neighbour: Principal;
  /** Somebody of another tenant's desk. */
  outsider: Principal;
  conversationId: string;
}

export interface ChatWorld {
  chat: ChatClient;
  /** A new one each time. */
  house(): Promise<House>;
}

/** What the gateway relies on: the same suite runs against chat-service and against the double that the other tests use. */
export function describeChatService(world: () => ChatWorld): void {
  const item = (principal: Principal, conversationId: string, more: Partial<AppendItem> = {}): AppendItem => ({
    principal,
    conversationId,
    clientMessageId: systemIds.next(),
    body: "hello",
    kind: "text",
    ...more,
  });
  const append = async (house: House, items: AppendItem[]) =>
    (await world().chat.append(house.agent.tenantId, items)).results;

  async function snapshotOf(house: House, principal: Principal, page: { afterSeq?: number; limit?: number } = {}) {
    const { conversationId } = house;
    const [answer] = await world().chat.sync(principal.tenantId, [{ principal, conversationId, limit: 100, ...page }]);
    if (!answer?.ok) throw new Error(`no snapshot: ${JSON.stringify(answer)}`);
    return answer;
  }
  const bodiesOf = ({ events }: Pick<SyncAnswer, "events">) =>
    events.flatMap(({ data }) => ("message" in data ? [data.message.body] : []));
  /** A text, a note, a text and a text, after what a new conversation begins with. @returns both heads before them */
  async function furnish(house: House): Promise<{ seq: number; publicSeq: number }> {
    const { headSeq: seq, publicHeadSeq: publicSeq } = await snapshotOf(house, house.agent);
    const { conversationId, agent, customer } = house;
    await append(house, [
      item(customer, conversationId, { body: "one" }),
      item(agent, conversationId, { body: "secret", kind: "note" }),
      item(agent, conversationId, { body: "two" }),
      item(customer, conversationId, { body: "three" }),
    ]);
    return { seq, publicSeq };
  }

  it("numbers a batch in its order, for each author in their own numbering", async () => {
    const house = await world().house();
    const { agent, customer, conversationId } = house;
    const { headSeq, publicHeadSeq } = await snapshotOf(house, agent);
    const results = await append(house, [
      item(agent, conversationId),
      item(agent, conversationId, { kind: "note" }),
      item(customer, conversationId),
    ]);
    expect(results.map(seqOf)).toEqual([headSeq + 1, headSeq + 2, publicHeadSeq + 2]);
    expect(await snapshotOf(house, agent)).toMatchObject({
      headSeq: headSeq + 3,
      publicHeadSeq: publicHeadSeq + 2,
      customerId: customer.userId,
    });
  });

  it("folds a repeat, in the same batch and later, and takes another author's with the same id for another message", async () => {
    const house = await world().house();
    const { agent, customer, conversationId } = house;
    const once = item(agent, conversationId);
    const [first, second] = await append(house, [once, once]);
    const [later, others] = await append(house, [once, { ...once, principal: customer }]);
    expect([first, second, later, others]).toMatchObject([
      { ok: true, duplicate: false },
      { ok: true, duplicate: true },
      { ok: true, duplicate: true },
      { ok: true, duplicate: false },
    ]);
    expect([seqOf(second), seqOf(later)]).toEqual([seqOf(first), seqOf(first)]);
  });

  it("has a conversation for its own people only, and answers the others of a batch all the same", async () => {
    const house = await world().house();
    const { customer, neighbour, outsider, conversationId } = house;
    const results = await append(house, [item(neighbour, conversationId), item(customer, conversationId)]);
    expect(results).toMatchObject([
      { ok: false, error: { code: "not_found" } },
      { ok: true, duplicate: false },
    ]);
    const asked = { conversationId, limit: 10 };
    expect(await world().chat.sync(neighbour.tenantId, [{ ...asked, principal: neighbour }])).toMatchObject([
      { ok: false, error: { code: "not_found" } },
    ]);
    expect(await world().chat.sync(outsider.tenantId, [{ ...asked, principal: outsider }])).toMatchObject([
      { ok: false, error: { code: "not_found" } },
    ]);
    await expect(world().chat.history(neighbour, conversationId, { beforeSeq: 10, limit: 10 })).rejects.toMatchObject({
      code: "not_found",
    });
  });

  it("says what is missed after a position, oldest first, and the newest without one", async () => {
    const house = await world().house();
    const before = await furnish(house);
    const missed = await snapshotOf(house, house.agent, { afterSeq: before.seq, limit: 2 });
    expect([bodiesOf(missed), missed.hasMore]).toEqual([["one", "secret"], true]);
    const newest = await snapshotOf(house, house.agent, { limit: 2 });
    expect([bodiesOf(newest), newest.hasMore]).toEqual([["two", "three"], true]);
    const nothing = await snapshotOf(house, house.agent, { afterSeq: before.seq + 4 });
    expect([nothing.events, nothing.hasMore]).toEqual([[], false]);
  });

  it("shows customers no notes, and a numbering of their own without holes", async () => {
    const house = await world().house();
    const { publicSeq } = await furnish(house);
    const missed = await snapshotOf(house, house.customer, { afterSeq: publicSeq });
    expect(bodiesOf(missed)).toEqual(["one", "two", "three"]);
    expect(missed.events.map(({ seq }) => seq)).toEqual([publicSeq + 1, publicSeq + 2, publicSeq + 3]);
    expect(JSON.stringify(missed)).not.toContain("secret");
  });

  it("pages back through history in the reader's numbering", async () => {
    const house = await world().house();
    const { seq, publicSeq } = await furnish(house);
    const { history } = world().chat;
    const page = await history(house.agent, house.conversationId, { beforeSeq: seq + 4, limit: 2 });
    expect([bodiesOf(page), page.hasMore]).toEqual([["secret", "two"], true]);
    const theirs = await history(house.customer, house.conversationId, { beforeSeq: publicSeq + 3, limit: 2 });
    expect([bodiesOf(theirs), theirs.events.map((event) => event.seq)]).toEqual([
      ["one", "two"],
      [publicSeq + 1, publicSeq + 2],
    ]);
    expect(await history(house.agent, house.conversationId, { beforeSeq: 1, limit: 2 })).toEqual({
      events: [],
      hasMore: false,
    });
  });

  it("fills a gap for both audiences", async () => {
    const house = await world().house();
    const { seq, publicSeq } = await furnish(house);
    const range = { fromSeq: seq + 1, toSeq: seq + 3 };
    const { events } = await world().chat.gap(house.agent.tenantId, house.conversationId, range);
    expect(events).toMatchObject([
      { seq: seq + 1, publicSeq: publicSeq + 1, customerEvent: { seq: publicSeq + 1 } },
      { seq: seq + 2, publicSeq: null, customerEvent: null },
      { seq: seq + 3, publicSeq: publicSeq + 2, customerEvent: { seq: publicSeq + 2 } },
    ]);
  });

  it("knows the heads of conversations that are there", async () => {
    const house = await world().house();
    const { seq, publicSeq } = await furnish(house);
    const { tenantId } = house.agent;
    const heads = await world().chat.heads([
      { tenantId, conversationId: house.conversationId },
      { tenantId, conversationId: systemIds.next() },
    ]);
    expect(heads).toEqual([{ conversationId: house.conversationId, headSeq: seq + 4, publicHeadSeq: publicSeq + 3 }]);
  });

  it("tells which conversations of a tenant have changed since a cursor", async () => {
    const house = await world().house();
    const { tenantId } = house.agent;
    const start = await world().chat.inboxChanges(tenantId, null);
    expect(start.conversations).toEqual([]);
    await furnish(house);
    // Rows from before may come again as long as an older transaction of anybody is open.
    const changed = await world().chat.inboxChanges(tenantId, start.cursor);
    expect(changed.conversations.map(({ id }) => id)).toContain(house.conversationId);
    expect(changed.conversations.every((conversation) => conversation.tenantId === tenantId)).toBe(true);
  });

  it("lets those in whose session goes on", async () => {
    const { agent, customer } = await world().house();
    const sessions = [agent, customer].map(({ userId, sessionId, role }) => ({ userId, sessionId, role }));
    expect(await world().chat.sessionStates(agent.tenantId, sessions)).toEqual({
      endedSessionIds: [],
      tenantActive: true,
    });
    expect(await world().chat.tenantAccess(agent.tenantId)).toMatchObject({ active: true, allowedOrigins: [] });
  });
}

function seqOf(result: AppendResult | undefined): number | null {
  return result?.ok ? result.seq : null;
}
