import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createFairPlaces, type Share } from "./fair-places.ts";

const MAX_WAIT_MS = 1_000;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** `tenant network person`, each share smaller than the one around it. */
function sharesOf(name: string): Share[] {
  const [tenant = "", network = "", person = ""] = name.split(" ");
  return [
    { key: tenant, size: { running: 3, waiting: 6 }, refusal: "the tenant's" },
    { key: network, size: { running: 2, waiting: 4 }, refusal: "the network's" },
    { key: person, size: { running: 1, waiting: 2 }, refusal: "your own" },
  ];
}

function scene() {
  const inTurn = createFairPlaces({ running: 4, waiting: 8, refusal: "everybody's", maxWaitMs: MAX_WAIT_MS });
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  const enter = (name: string) =>
    inTurn(sharesOf(name), (hasWaited) => {
      begun.push(name);
      return new Promise<boolean>((resolve) => ends.set(name, () => resolve(hasWaited)));
    });
  return { begun, enter, end: (name: string) => ends.get(name)?.() };
}

const refused = (detail: string) => ({ code: "rate_limited", detail, retryMs: 1_000 });

test("each share runs so many at once, and who is free in all of theirs never waits", async () => {
  const { begun, enter, end } = scene();
  const first = enter("a home mia");
  const second = enter("a home mia");
  for (const name of ["a home ben", "a home cy", "a work dan", "a work eve", "b home fay"]) void enter(name);
  expect(begun).toEqual(["a home mia", "a home ben", "a work dan", "b home fay"]);
  end("a home mia");
  expect(await first).toBe(false);
  expect(begun.slice(4)).toEqual(["a home mia"]);
  end("a home mia");
  expect(await second).toBe(true);
  // Of the tenant: it is the turn of its other network.
  expect(begun.slice(5)).toEqual(["a work eve"]);
  end("b home fay");
  await vi.advanceTimersByTimeAsync(0);
  expect(begun.slice(6)).toEqual([]);
  end("a work dan");
  await vi.advanceTimersByTimeAsync(0);
  expect(begun.slice(6)).toEqual(["a home cy"]);
});

test("in a share everybody comes in turn, however much one of them waits for", async () => {
  const { begun, enter, end } = scene();
  const names = ["a home mia", "a home mia", "a home mia", "a home ben", "a home ben", "a home cy"];
  for (const name of names) void enter(name);
  for (let turn = 0; turn < names.length; turn += 1) {
    end(begun[turn]!);
    await vi.advanceTimersByTimeAsync(0);
  }
  expect(begun.map((name) => name.split(" ").at(-1))).toEqual(["mia", "ben", "mia", "ben", "cy", "mia"]);
});

test("whoever floods is refused by their own share, and told whose it is", async () => {
  const { enter } = scene();
  const kept = ["a home mia", "a home mia", "a home mia"].map(enter);
  await expect(enter("a home mia")).rejects.toMatchObject(refused("your own"));
  void enter("a home ben");
  kept.push(enter("a home cy"), enter("a home dan"));
  await expect(enter("a home eve")).rejects.toMatchObject(refused("the network's"));
  void enter("a work fay");
  kept.push(enter("a work gus"), enter("a work hal"));
  await expect(enter("a work ida")).rejects.toMatchObject(refused("the tenant's"));
  void enter("b home jo");
  kept.push(enter("b home jo"), enter("b home jo"));
  await expect(enter("c home kim")).rejects.toMatchObject({ code: "unavailable", detail: "everybody's" });
  for (const promise of kept) promise.catch(() => undefined);
});

test("whoever has waited too long is refused, by the share that was full, and leaves their place", async () => {
  const { begun, enter, end } = scene();
  void enter("a home mia");
  void enter("a home ben");
  const [own, network] = [enter("a home mia"), enter("a home cy")];
  void enter("a work dan");
  const tenant = enter("a work eve");
  void enter("b home fay");
  const everybody = enter("c home gus");
  const outcomes = Promise.allSettled([own, network, tenant, everybody]);
  await vi.advanceTimersByTimeAsync(MAX_WAIT_MS);
  const details = (await outcomes).map((outcome) => outcome.status === "rejected" && outcome.reason.detail);
  expect(details).toEqual(["your own", "the network's", "the tenant's", "everybody's"]);
  const before = begun.length;
  for (const name of begun) end(name);
  await vi.advanceTimersByTimeAsync(0);
  expect(begun).toHaveLength(before);
  void enter("a home mia");
  expect(begun.at(-1)).toBe("a home mia");
});

test("work that fails gives its places back", async () => {
  const inTurn = createFairPlaces({ running: 1, waiting: 0, refusal: "everybody's" });
  await expect(inTurn(sharesOf("a home mia"), () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(await inTurn(sharesOf("a home mia"), async (hasWaited) => hasWaited)).toBe(false);
});
