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

test("nobody has more places than their share, and tenants come in turn, and in each its people", async () => {
  const inQueue = createWorkQueue({
    ...{ concurrent: 1, waiting: 8, refusal: "full" },
    shares: { tenant: 5, person: 3, refusal: "yours" },
  });
  const done: string[] = [];
  const work = (name: string) => {
    const [tenantId = "", personId = ""] = name.split(" ");
    return inQueue(() => Promise.resolve(done.push(name)), { tenantId, personId });
  };
  const refused = { code: "rate_limited", detail: "yours", retryMs: 1_000 };
  let end: () => void = () => undefined;
  const first = inQueue(() => new Promise<void>((resolve) => (end = resolve)), { tenantId: "a", personId: "mia" });
  const kept = ["a mia 1", "a mia 2", "a mia 3"].map(work);
  await expect(work("a mia 4")).rejects.toMatchObject(refused);
  kept.push(work("a ben 1"), work("a ben 2"));
  await expect(work("a cy 1")).rejects.toMatchObject(refused);
  kept.push(...["b dan 1", "b dan 2", "b eve 1"].map(work));
  await expect(work("c fay 1")).rejects.toMatchObject({ code: "unavailable", detail: "full", retryMs: 1_000 });
  end();
  await Promise.all([first, ...kept]);
  expect(done).toEqual(["a mia 1", "b dan 1", "a ben 1", "b eve 1", "a mia 2", "b dan 2", "a ben 2", "a mia 3"]);
  await work("a mia 4");
  expect(done.at(-1)).toBe("a mia 4");
});

test("one person and one tenant never run more than their share at once, and leave the rest to others", async () => {
  const inQueue = createWorkQueue({
    ...{ concurrent: 4, waiting: 20, refusal: "full" },
    ...{ running: { tenant: 3, person: 2 }, shares: { tenant: 12, person: 8, refusal: "yours" } },
  });
  const running: string[] = [];
  const ends: (() => void)[] = [];
  const work = (name: string) => {
    const [tenantId = "", personId = ""] = name.split(" ");
    return inQueue(
      () => {
        running.push(name);
        return new Promise<void>((resolve) => ends.push(resolve));
      },
      { tenantId, personId },
    );
  };
  const all = ["a mia", "a mia", "a mia", "a mia", "a ben", "a ben", "b dan"].map(work);
  expect(running).toEqual(["a mia", "a mia", "a ben", "b dan"]);
  ends[3]?.();
  await all[6];
  // Of the tenant nobody may run more, so that others find a place.
  expect(running).toHaveLength(4);
  all.push(work("b dan"));
  expect(running.slice(4)).toEqual(["b dan"]);
  ends[2]?.();
  await all[4];
  expect(running.slice(5)).toEqual(["a ben"]);
  for (let count = 0; count < all.length; count += 1) {
    for (const end of ends) end();
    await new Promise((resolve) => setImmediate(resolve));
  }
  await Promise.all(all);
  expect(running).toHaveLength(8);
});
