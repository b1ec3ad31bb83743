import { describe, expect, test } from "vitest";
import { readConversations } from "./conversation.ts";
import { scoreSystems, scoreTypes } from "./evaluate.ts";

const conversations = readConversations();

describe.each(["development", "held-out"] as const)("the %s half", (half) => {
  const some = conversations.filter((conversation) => conversation.half === half);

  test("local tells more facts than each of the four others, within the same 90 words", () => {
    const scores = scoreSystems(some);
    const local = scores.find(({ system }) => system === "local");
    const others = scores.filter((score) => score !== local);
    expect(others).toHaveLength(4);
    for (const { words } of scores) expect(words.max).toBeLessThanOrEqual(90);
    for (const { factRecall } of others) expect(local?.factRecall).toBeGreaterThan(factRecall);
  });

  test("every statement is borne out by the messages it cites", () => {
    for (const { type, validCitations } of scoreTypes(some)) expect([type, validCitations]).toEqual([type, 1]);
  });
});

test("the set: at least 40, both languages, 5 to 150 messages, half of it held out", () => {
  expect(conversations.length).toBeGreaterThanOrEqual(40);
  const lengths = conversations.map(({ messages }) => messages.length);
  expect([Math.min(...lengths), Math.max(...lengths)]).toEqual([5, 150]);
  expect(conversations.filter(({ language }) => language === "de").length).toBeGreaterThanOrEqual(5);
  expect(conversations.filter(({ half }) => half === "held-out")).toHaveLength(conversations.length / 2);
});
