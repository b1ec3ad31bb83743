import type { Neighbour } from "@chorus/meaning/vector-store";
import { expect, test } from "vitest";
import { queryApart } from "./meaning.ts";

const neighbour = (conversationId: string, seq: number, similarity: number): Neighbour => ({
  ...{ conversationId, kind: "message", seq, similarity },
});
const LOUD = Array.from({ length: 30 }, (_, at) => neighbour("loud", at, 0.9));

/** Everything that is near, as a store keeps it. */
function storeOf(entries: readonly Neighbour[]) {
  let asked = 0;
  return {
    asked: () => asked,
    async query(_tenantId: string, _vector: number[], limit: number, without: readonly string[] = []) {
      asked += 1;
      return entries.filter(({ conversationId }) => !without.includes(conversationId)).slice(0, limit);
    },
  };
}

test("a conversation that is near with every message hides no other", async () => {
  const store = storeOf([...LOUD, neighbour("quiet", 1, 0.8)]);
  const near = await queryApart(store, "tenant", { vector: [1], limit: 20 });
  expect(near.map(({ conversationId }) => conversationId)).toContain("quiet");
  expect(near.at(-1)).toMatchObject({ conversationId: "quiet" });
});

test("the store is asked once where nothing can be hidden", async () => {
  const store = storeOf([neighbour("one", 1, 0.9), neighbour("other", 1, 0.8)]);
  await queryApart(store, "tenant", { vector: [1], limit: 20 });
  expect(store.asked()).toBe(1);
});
