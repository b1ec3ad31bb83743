import { ServerFrame } from "@chorus/contracts/frames/server-frame";
import { systemIds } from "@chorus/kernel/ids";
import { until } from "@chorus/testing/until";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestTenant, type Tenant, type CustomerAtHome, type Member } from "../../src/testing/tenant.ts";
import { startPlatform, type Platform } from "../platform.ts";
import type { TestClient } from "../../src/testing/test-client.ts";
import { fateOf, idToAnswer } from "./oracle.ts";
import { corpusText, type CorpusIds } from "./texts.ts";

/**
 * Frames nobody should send, over real sockets to the real services. Whatever comes: no crash (vitest fails on what nobody
 * caught), every answer is a frame of the contract, every request is answered once, the connection stays or ends as the protocol
 * says, and others notice nothing.
 */

/** Below every burst, so that the limits do not answer for the handlers. */
const TEXTS_PER_CONNECTION = 15;
const CONNECTIONS = 150;

let platform: Platform;
let tenant: Tenant;
let customer: CustomerAtHome;
let ids: CorpusIds;
let listener: TestClient;
beforeAll(async () => {
  // Admission is another test's: one address opens all these.
  platform = await startPlatform({ variables: { GATEWAY_UPGRADES_BURST: "5000" } });
  tenant = await createTestTenant(platform.call, ["agent"]);
  customer = await tenant.customer();
  const { conversationId } = customer;
  listener = await platform.connect(customer);
  await listener.request({ type: "subscribe", conversationId });
  const first = await sendMessage(tenant.person("owner"));
  ids = { conversationId, messageId: first };
});
afterAll(async () => {
  await platform[Symbol.asyncDispose]();
});

/** From a connection of its own to the one that has been open all the time. */
async function sendMessage(person: Member): Promise<string> {
  const speaker = await platform.connect(person);
  const { conversationId } = customer;
  const message = {
    type: "message.send",
    conversationId,
    clientMessageId: systemIds.next(),
    body: "hello",
    kind: "text",
  };
  const ack = await speaker.request(message);
  if (ack.type !== "ack") throw new Error(`a healthy client got ${JSON.stringify(ack)}`);
  await listener.next("event", ({ data }) => "message" in data && data.message.id === ack.messageId);
  await speaker.close();
  return ack.messageId;
}

async function attack(person: Member, texts: readonly string[]): Promise<void> {
  const client = await platform.connect(person);
  let fate: "stays" | number = "stays";
  const owed = new Map<string, number>();
  for (const text of texts) {
    client.socket.send(text);
    fate = fateOf(text);
    if (fate !== "stays") break;
    const id = idToAnswer(text);
    if (id !== null) owed.set(id, (owed.get(id) ?? 0) + 1);
  }
  expect(fate === "stays" ? await staysOpen(client, owed) : (await client.closed).code).toBe(fate);
  for (const frame of client.frames) {
    expect(ServerFrame.safeParse(frame).error).toBeUndefined();
    expect(["internal", "unavailable", "rate_limited"]).not.toContain("code" in frame && frame.code);
  }
}

/** Once every request has its answers. @throws when one is missing, or the connection does not answer any more */
async function staysOpen(client: TestClient, owed: ReadonlyMap<string, number>): Promise<"stays"> {
  await until(() => [...owed].every(([id, count]) => answersTo(client, id) === count));
  // A refused receipt has waited for others to share its call.
  const last = await client.request({ type: "unsubscribe", conversationId: systemIds.next() });
  if (last.type !== "ok") throw new Error(`a good frame after bad ones got ${JSON.stringify(last)}`);
  await client.close();
  return "stays";
}

const answersTo = (client: TestClient, id: string) =>
  client.frames.filter((frame) => "id" in frame && frame.id === id).length;

describe("the frame corpus", () => {
  it.each([
    { who: "an agent", person: () => tenant.person("agent") },
    { who: "a customer", person: () => customer },
  ])("from $who is answered by the contract, and harms nobody", { timeout: 60_000 }, async ({ person }) => {
    const texts = fc
      .integer({ min: 1, max: TEXTS_PER_CONNECTION })
      .chain((count) => fc.tuple(...Array.from({ length: count }, (_, index) => corpusText(ids, `request ${index}`))));
    await fc.assert(
      fc.asyncProperty(texts, (sent) => attack(person(), sent)),
      { numRuns: CONNECTIONS, endOnFailure: true },
    );
    await sendMessage(tenant.person("owner"));
  });

  it("before hello ends the connection or is refused, and harms nobody", { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(corpusText(ids, "request"), async (text) => {
        const client = await platform.client().opened();
        client.socket.send(text);
        const outcome = await Promise.race([client.closed, client.next("error")]);
        expect([4500, 4502, 4505, 4507, 1006, "invalid_frame"]).toContain(outcome.code);
        client.socket.terminate();
        await client.closed;
      }),
      { numRuns: 150, endOnFailure: true },
    );
    await sendMessage(tenant.person("owner"));
  });
});
