import type { SubscriptionHub } from "@chorus/redis/subscription-hub";
import { expect, it } from "vitest";
import type { SyncAnswer } from "../chat-service-client/chat-client.ts";
import { StreamRegistry } from "./stream-registry.ts";

const answer = (customerId: string, assigneeId: string | null) =>
  ({
    headSeq: 1,
    publicHeadSeq: 1,
    customerId,
    conversation: { assignee: assigneeId === null ? null : { id: assigneeId } },
  }) as unknown as SyncAnswer;

function createRegistry(): StreamRegistry {
  const hub = { subscribeBytes: async () => () => undefined } as unknown as SubscriptionHub;
  return new StreamRegistry({
    hub,
    chat: { gap: () => Promise.reject(new Error("not asked")), heads: async () => [] },
    publish: () => undefined,
    now: () => 0,
    onMessage: () => undefined,
    onGap: () => undefined,
    failed: () => undefined,
  });
}

it("finds the conversations of a person as people come and go, in their tenant only", () => {
  const registry = createRegistry();
  const open = (tenantId: string, conversationId: string, customerId: string, assigneeId: string | null) => {
    const { stream } = registry.open(tenantId, conversationId);
    stream.recordSnapshot(answer(customerId, assigneeId));
    return stream;
  };
  const [first, second] = [open("t1", "c1", "cara", "ana"), open("t1", "c2", "carl", "ana")];
  open("t2", "c3", "cara", "ana");
  expect([...registry.ofPerson("t1", "ana")]).toEqual([first, second]);
  expect([...registry.ofPerson("t1", "cara")]).toEqual([first]);

  first.recordSnapshot(answer("cara", "ben"));
  expect([...registry.ofPerson("t1", "ana")]).toEqual([second]);
  expect([...registry.ofPerson("t1", "ben")]).toEqual([first]);

  registry.closeUnused(first);
  expect([...registry.ofPerson("t1", "ben"), ...registry.ofPerson("t1", "cara")]).toEqual([]);
  first.recordSnapshot(answer("cara", "ana"));
  expect([...registry.ofPerson("t1", "ana")]).toEqual([second]);
});
