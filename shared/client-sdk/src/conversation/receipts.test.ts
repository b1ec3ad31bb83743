import { expect, test } from "vitest";
import { deliveryOf, mergeReceipts } from "./receipts.ts";

const isCustomer = (userId: string) => userId === "ada";

test("watermarks only move forward, and who has read has received", () => {
  const first = mergeReceipts(new Map(), [{ userId: "ada", readSeq: 4 }]);
  expect(first.get("ada")).toEqual({ userId: "ada", deliveredSeq: 4, readSeq: 4 });
  expect(mergeReceipts(first, [{ userId: "ada", deliveredSeq: 2, readSeq: 1 }])).toBe(first);
  expect(mergeReceipts(first, [{ userId: "ada", deliveredSeq: 9 }]).get("ada")?.deliveredSeq).toBe(9);
});

test("a message is read when one of its readers has read it", () => {
  const receipts = mergeReceipts(new Map(), [
    { userId: "ada", deliveredSeq: 5, readSeq: 3 },
    { userId: "colleague", readSeq: 9 },
  ]);
  expect([2, 5, 6].map((seq) => deliveryOf(receipts, seq, isCustomer))).toEqual(["read", "delivered", "sent"]);
});
