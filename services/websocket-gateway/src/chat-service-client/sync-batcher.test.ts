import type { SyncItem, SyncResult } from "@chorus/contracts/routes/internal-chat";
import { AppError } from "@chorus/kernel/app-error";
import { setImmediate as turn } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { createSyncBatcher } from "./sync-batcher.ts";

interface Call {
  tenantId: string;
  conversations: string[];
  answer: (resultOf?: (item: SyncItem) => SyncResult | null) => void;
  fail: (error: Error) => void;
}

function item(conversationId: string, tenantId = "t1"): SyncItem {
  return { principal: { tenantId, userId: "u", role: "agent", sessionId: "s" }, conversationId, limit: 50 };
}

const snapshot = ({ conversationId }: SyncItem) =>
  ({ ok: true, epoch: "e1", headSeq: 0, conversation: { id: conversationId } }) as unknown as SyncResult;

function setUp() {
  const calls: Call[] = [];
  const sync = createSyncBatcher({
    maxBatchItems: 3,
    sync: (tenantId, items) =>
      new Promise((resolve, reject) => {
        const conversations = items.map(({ conversationId }) => conversationId);
        calls.push({
          ...{ tenantId, conversations, fail: reject },
          answer: (resultOf = snapshot) => resolve(items.map(resultOf)),
        });
      }),
  });
  const answers: string[] = [];
  const ask = (conversationId: string, tenantId?: string) =>
    sync(item(conversationId, tenantId)).then(
      ({ conversation }) => void answers.push(conversation.id),
      (error: unknown) => void answers.push(`${conversationId} ${error instanceof AppError ? error.code : "?"}`),
    );
  return { calls, answers, ask, asked: () => calls.map(({ conversations }) => conversations.join("")) };
}

describe("sync batches", () => {
  it("ask at once while nothing is out, and together once two calls are", async () => {
    const { calls, asked, ask, answers } = setUp();
    const all = Promise.all(["a", "b", "c", "d", "e", "f"].map((id) => ask(id)));
    expect(asked()).toEqual(["a", "b"]);
    calls[1]?.answer();
    await turn();
    expect(asked()).toEqual(["a", "b", "cde"]);
    calls[0]?.answer();
    await turn();
    expect(asked()).toEqual(["a", "b", "cde", "f"]);
    calls[2]?.answer();
    calls[3]?.answer();
    await all;
    expect(answers.toSorted()).toEqual(["a", "b", "c", "d", "e", "f"]);
  });

  it("of a tenant whose calls hang delay no other's", () => {
    const { calls, ask } = setUp();
    for (const id of ["a", "b", "c", "d"]) void ask(id);
    void ask("x", "t2");
    expect(calls.map(({ tenantId }) => tenantId)).toEqual(["t1", "t1", "t2"]);
  });

  it("ask again, first, for those the answer had no room for", async () => {
    const { calls, asked, ask, answers } = setUp();
    const all = Promise.all(["a", "b", "c", "d", "e", "f"].map((id) => ask(id)));
    calls[0]?.answer();
    await turn();
    calls[2]?.answer((each) => (each.conversationId === "c" ? snapshot(each) : null));
    await turn();
    expect(asked()).toEqual(["a", "b", "cde", "def"]);
    calls[1]?.answer();
    calls[3]?.answer();
    await all;
    expect(answers).toHaveLength(6);
  });

  it("tell each its own refusal", async () => {
    const { calls, ask, answers } = setUp();
    const all = Promise.all(["a", "b", "c", "d"].map((id) => ask(id)));
    calls[0]?.answer();
    calls[1]?.answer(() => ({ ok: false, error: { code: "not_found", message: "Not there." } }));
    await turn();
    calls[2]?.answer((each) =>
      each.conversationId === "c" ? { ok: false, error: { code: "forbidden", message: "No." } } : snapshot(each),
    );
    await all;
    expect(answers.toSorted()).toEqual(["a", "b not_found", "c forbidden", "d"]);
  });

  it("refuse all when chat-service cannot be asked, and only the culprit when one breaks the call", async () => {
    const { calls, asked, ask, answers } = setUp();
    const all = Promise.all(["a", "b", "c", "d"].map((id) => ask(id)));
    calls[0]?.fail(new AppError("unavailable"));
    await turn();
    expect(answers).toEqual(["a unavailable"]);
    calls[2]?.fail(new AppError("internal"));
    await turn();
    expect(asked()).toEqual(["a", "b", "cd", "c"]);
    calls[3]?.fail(new AppError("internal"));
    await turn();
    calls[4]?.answer();
    calls[1]?.answer();
    await all;
    expect(answers.toSorted()).toEqual(["a unavailable", "b", "c internal", "d"]);
  });
});
