import type { SearchHit } from "@chorus/contracts/entities/search-hit";
import { expect, test } from "vitest";
import { agentsOf, narrowHits, NO_HIT_FILTERS } from "./narrow-hits.ts";

const nowMs = Date.parse("2026-11-29T12:00:00.000Z");
const agent = (id: string, name: string) => ({ id, name, avatar: null });
const hit = (conversationId: string, rest: Partial<SearchHit>): SearchHit => ({
  ...{
    conversationId,
    seq: 1,
    score: 1,
    snippet: "",
    matched: "text",
    customerName: "",
    subject: null,
    status: "open",
  },
  ...rest,
});
const hits = [
  hit("new", { at: "2026-11-28T12:00:00.000Z", assignee: agent("b", "Berta"), status: "open" }),
  hit("old", { at: "2026-01-28T12:00:00.000Z", assignee: agent("a", "Ada"), status: "closed" }),
  hit("nobody's", { at: "2026-11-10T12:00:00.000Z", assignee: null, status: "queued" }),
];
const ids = (filters: object) =>
  narrowHits(hits, { ...NO_HIT_FILTERS, ...filters }, nowMs).map(({ conversationId }) => conversationId);

test("each filter narrows, and together they do so more", () => {
  expect(ids({})).toHaveLength(3);
  expect(ids({ status: "closed" })).toEqual(["old"]);
  expect(ids({ agentId: "b" })).toEqual(["new"]);
  expect(ids({ agentId: "none" })).toEqual(["nobody's"]);
  expect(ids({ period: "week" })).toEqual(["new"]);
  expect(ids({ period: "month" })).toEqual(["new", "nobody's"]);
  expect(ids({ period: "year", status: "closed" })).toEqual(["old"]);
});

test("a hit of an older service passes what it says nothing about", () => {
  expect(narrowHits([hit("bare", {})], { status: "", agentId: "a", period: "week" }, nowMs)).toHaveLength(1);
});

test("who can be chosen are those who were found, by name", () => {
  expect(agentsOf(hits).map(({ name }) => name)).toEqual(["Ada", "Berta"]);
});
