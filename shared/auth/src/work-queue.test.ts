import { expect, test } from "vitest";
import { createWorkQueue } from "./work-queue.ts";

test("runs so many, keeps so many, refuses the next at once, and takes new ones when there is room", async () => {
  const inQueue = createWorkQueue({ concurrent: 2, waiting: 3, refusal: "full" });
  const ends: (() => void)[] = [];
  const slow = () => inQueue(() => new Promise<string>((resolve) => ends.push(() => resolve("done"))));
  const kept = [slow(), slow(), slow(), slow(), slow()];
  await expect(slow()).rejects.toMatchObject({ code: "unavailable", retryMs: 1_000 });
  await Promise.resolve();
  expect(ends).toHaveLength(2);
  for (let count = 0; count < kept.length; count += 1) {
    ends[count]?.();
    await kept[count];
    await Promise.resolve();
  }
  expect(await Promise.all(kept)).toEqual(Array(5).fill("done"));
  expect(await inQueue(async () => "again")).toBe("again");
});

test("work that fails gives its place back", async () => {
  const inQueue = createWorkQueue({ concurrent: 1, waiting: 0, refusal: "full" });
  await expect(inQueue(() => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(await inQueue(async () => 1)).toBe(1);
});
