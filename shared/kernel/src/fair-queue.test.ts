import { expect, test } from "vitest";
import { fairQueue } from "./fair-queue.ts";

test("a tenant's second waits for everybody's first", () => {
  const queue = fairQueue<string>();
  for (const item of ["a1", "a2", "a3"]) queue.push("a", item);
  queue.push("b", "b1");
  queue.push("c", "c1");
  expect([queue.next(), queue.next(), queue.next(), queue.next()]).toEqual(["a1", "b1", "c1", "a2"]);
  queue.push("b", "b2");
  expect([queue.next(), queue.next(), queue.next()]).toEqual(["a3", "b2", undefined]);
});

test("what was taken back is not served, and nothing is counted twice", () => {
  const queue = fairQueue<string>();
  queue.push("a", "a1");
  queue.push("a", "a2");
  expect([queue.remove("a", "a1"), queue.remove("a", "a1"), queue.remove("b", "a2")]).toEqual([true, false, false]);
  expect([queue.size, queue.sizeOf("a"), queue.sizeOf("b")]).toEqual([1, 1, 0]);
  expect(queue.takeAll()).toEqual(["a2"]);
  expect([queue.size, queue.next()]).toEqual([0, undefined]);
});
