import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { readConversations } from "../evals/conversation.ts";
import { makeReport } from "../evals/make-report.ts";
import { scoreProviders } from "../evals/score-providers.ts";

const conversations = readConversations();
const NOBODY = { real: [], deadlineMs: 60_000 };

test("docs/summaries-evaluation.md is what `make eval` writes", async () => {
  const page = readFileSync(path.join(import.meta.dirname, "../../../docs/summaries-evaluation.md"), "utf8");
  expect(await makeReport(conversations, NOBODY)).toBe(page);
});

test("of what a model makes up nothing comes through in English, whichever provider it has", async () => {
  const some = conversations.filter(({ language }) => language === "en").slice(0, 6);
  for (const { provider, rejected, invented, types } of await scoreProviders(some, NOBODY)) {
    expect([provider, rejected]).toEqual([provider, invented]);
    for (const { type, validCitations } of types) expect([provider, type, validCitations]).toEqual([provider, type, 1]);
  }
});
