import { systemIds } from "@chorus/kernel/ids";
import { testRedisUrl } from "@chorus/testing/test-redis";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ServerFrameOf } from "@chorus/contracts/frames/server-frame";
import { startHarness, type Harness } from "../src/testing/gateway-harness.ts";

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness(testRedisUrl());
});
afterAll(async () => {
  await harness[Symbol.asyncDispose]();
});

async function tenant() {
  const tenantId = systemIds.next();
  const [agent, customer] = [await harness.person("agent", tenantId), await harness.person("customer", tenantId)];
  return { tenantId, agent, customer, conversation: harness.chat.addConversation(tenantId, customer.principal.userId) };
}

describe("the inbox", () => {
  it("pushes rows of its own tenant only, to agents only", async () => {
    const gateway = await harness.gateway();
    const [own, other] = [await tenant(), await tenant()];
    const [desk, widget] = [await harness.join(gateway, own.agent), await harness.join(gateway, own.customer)];
    expect(await widget.request({ type: "inbox.subscribe" })).toMatchObject({ type: "error", code: "forbidden" });
    expect(await desk.request({ type: "inbox.subscribe" })).toMatchObject({ type: "inbox.subscribed" });
    await harness.chat.send(other.conversation, other.agent.principal, "not yours");
    await harness.chat.send(own.conversation, own.customer.principal, "yours");
    expect(await desk.next("inbox")).toMatchObject({
      kind: "changed",
      conversation: { id: own.conversation.id, headSeq: 1 },
    });
    expect(widget.of("inbox")).toEqual([]);
  });

  it("finds by its sweep what Redis lost, once, and tells in the heartbeat how far it is", async () => {
    const gateway = await harness.gateway({ timings: { inboxSweepMs: 30, heartbeatMs: 30, watchMs: 10 } });
    const { agent, conversation } = await tenant();
    const desk = await harness.join(gateway, agent);
    const { cursor } = (await desk.request({ type: "inbox.subscribe" })) as ServerFrameOf<"inbox.subscribed">;
    harness.chat.control.publishes = false;
    await harness.chat.send(conversation, agent.principal, "lost");
    harness.chat.control.publishes = true;
    await desk.next("inbox", (row) => row.conversation.id === conversation.id);
    await harness.chat.send(conversation, agent.principal, "heard");
    await desk.next("inbox", (row) => row.conversation.headSeq === 2);
    await desk.next("ping", ({ inboxCursor }) => Number(inboxCursor) >= Number(cursor) + 2);
    expect(desk.of("inbox").map((row) => row.conversation.headSeq)).toEqual([1, 2]);
  });

  it("takes up a cursor: what changed since comes first, never an older version after a newer", async () => {
    const gateway = await harness.gateway();
    const { agent, conversation } = await tenant();
    const first = await harness.join(gateway, agent);
    const { cursor } = (await first.request({ type: "inbox.subscribe" })) as ServerFrameOf<"inbox.subscribed">;
    for (let count = 0; count < 3; count += 1) await harness.chat.send(conversation, agent.principal, "x");
    const second = await harness.join(gateway, agent);
    expect(await second.request({ type: "inbox.subscribe", cursor })).toMatchObject({
      type: "inbox.subscribed",
      cursor,
    });
    const row = await second.next("inbox");
    expect(row).toMatchObject({ conversation: { id: conversation.id, headSeq: 3 } });
    expect(Number(row.cursor)).toBeGreaterThanOrEqual(Number(cursor) + 3);
    expect(second.of("inbox")).toHaveLength(1);
  });
});
