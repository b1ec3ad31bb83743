import { expect, test } from "vitest";
import { createLargeMails } from "./large-mails.ts";

const LARGE = 5 * 1024 * 1024;
const to = (share: string, sizeBytes: number | null = LARGE) => ({ sizeBytes, shareOf: () => Promise.resolve(share) });
const never = () => new Promise<string>(() => undefined);
const turn = () => new Promise((resolve) => setImmediate(resolve));

test("of many large mails two are read at once, eight wait, and the others have to come again", async () => {
  const largeMails = createLargeMails();
  let reading = 0;
  let most = 0;
  const read = async () => {
    reading += 1;
    most = Math.max(most, reading);
    await turn();
    reading -= 1;
    return "read";
  };
  const all = await Promise.all(Array.from({ length: 15 }, (_, at) => largeMails(to(`${at % 3}`), read)));
  expect(all.filter((one) => one === "read")).toHaveLength(10);
  expect(all.slice(10)).toEqual([null, null, null, null, null]);
  expect(most).toBe(2);
  expect(await largeMails(to("0"), read)).toBe("read");
});

test("mails to one tenant take half of the places, and others are read beside them", async () => {
  const largeMails = createLargeMails();
  const flood = Array.from({ length: 12 }, () => largeMails(to("flooded"), never));
  expect(await Promise.all(flood.slice(5))).toEqual(Array.from({ length: 7 }, () => null));
  for (let count = 0; count < 7; count += 1)
    expect(await largeMails(to("another"), () => Promise.resolve("read"))).toBe("read");
  expect(await largeMails(to("flooded"), never)).toBeNull();
});

test("those that wait are read tenant by tenant", async () => {
  const largeMails = createLargeMails();
  const read: string[] = [];
  const ends: (() => void)[] = [];
  const take = (name: string) =>
    largeMails(to(name.slice(0, 1)), () => {
      read.push(name);
      return new Promise<void>((resolve) => ends.push(resolve));
    });
  const all = ["a1", "b1", "a2", "a3", "b2", "c1"].map(take);
  for (let count = 0; count < all.length; count += 1) {
    await turn();
    ends[count]?.();
  }
  await Promise.all(all);
  expect(read.indexOf("c1")).toBeLessThan(read.indexOf("a3"));
});

test("a small mail waits for none of them and asks nobody whose it is; one that fails leaves its place", async () => {
  const largeMails = createLargeMails();
  const fail = () => Promise.reject(new Error("no"));
  for (let count = 0; count < 6; count += 1) await expect(largeMails(to("a", null), fail)).rejects.toThrow("no");
  for (let count = 0; count < 6; count += 1)
    await expect(largeMails({ sizeBytes: LARGE, shareOf: fail }, never)).rejects.toThrow("no");
  for (let count = 0; count < 5; count += 1) void largeMails(to("a", null), never);
  expect(await largeMails(to("a", null), never)).toBeNull();
  expect(await largeMails({ sizeBytes: 1_000, shareOf: fail }, () => Promise.resolve("small"))).toBe("small");
});
