import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createReceiptMarks } from "./receipt-marks.ts";
import type { ReceiptMark, ReceiptRow } from "./receipt-queries.ts";

const mark = (conversationId: string, userId: string, deliveredSeq: number, readSeq = 0): ReceiptMark => ({
  ...{ conversationId, userId, isCustomer: false, deliveredSeq, readSeq },
});
const rowOf = ({ conversationId, userId, deliveredSeq, readSeq }: ReceiptMark): ReceiptRow => ({
  ...{ conversation_id: conversationId, user_id: userId, delivered_seq: deliveredSeq, read_seq: readSeq },
  ...{ public_delivered_seq: 0, public_read_seq: 0, is_public: true },
});

function setUp(answer: (marks: readonly ReceiptMark[]) => Promise<ReceiptRow[]> = async (marks) => marks.map(rowOf)) {
  const batches: [string, readonly ReceiptMark[]][] = [];
  const told: string[] = [];
  const marks = createReceiptMarks({
    store: (tenantId, given) => {
      batches.push([tenantId, given]);
      return answer(given);
    },
    stored: (tenantId, { conversation_id, user_id }) => told.push(`${tenantId}/${conversation_id}/${user_id}`),
    gatherMs: 200,
    maxMarks: 3,
  });
  return { marks, batches, told };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("marks of a tenant are stored together after a moment, those of one reader as the furthest", async () => {
  const { marks, batches, told } = setUp();
  const first = marks.record("t1", mark("a", "u", 3, 1));
  const second = marks.record("t1", mark("a", "u", 2, 2));
  void marks.record("t1", mark("b", "u", 5));
  void marks.record("t2", mark("a", "u", 7));
  expect(batches).toEqual([]);
  await vi.advanceTimersByTimeAsync(200);
  expect(batches).toEqual([
    ["t1", [mark("a", "u", 3, 2), mark("b", "u", 5)]],
    ["t2", [mark("a", "u", 7)]],
  ]);
  expect(await first).toEqual(await second);
  expect(told).toEqual(["t1/a/u", "t1/b/u", "t2/a/u"]);
});

test("many are stored at once, and what comes meanwhile goes with the next", async () => {
  const { marks, batches } = setUp();
  for (const id of ["a", "b", "c", "d"]) void marks.record("t1", mark(id, "u", 1));
  await vi.advanceTimersByTimeAsync(0);
  expect(batches.map(([, given]) => given.length)).toEqual([3]);
  await vi.advanceTimersByTimeAsync(400);
  expect(batches.map(([, given]) => given.length)).toEqual([3, 1]);
});

test("who may not see it gets nothing, and a failure is everybody's", async () => {
  const stranger = setUp(async () => []);
  const unseen = stranger.marks.record("t1", mark("a", "u", 1));
  await vi.advanceTimersByTimeAsync(200);
  expect(await unseen).toBeUndefined();
  expect(stranger.told).toEqual([]);
  const failing = setUp(() => Promise.reject(new Error("away")));
  const failed = Promise.allSettled([
    failing.marks.record("t1", mark("a", "u", 1)),
    failing.marks.record("t1", mark("b", "v", 1)),
  ]);
  await vi.advanceTimersByTimeAsync(200);
  expect((await failed).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
});
