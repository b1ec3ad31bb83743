import { expect, test } from "vitest";
import { createWriteShares } from "./write-shares.ts";

function scene() {
  const shares = createWriteShares();
  const running = new Map<string, number>();
  const lettingGo = new Map<string, (() => void)[]>();
  /** Writes that never end, as those do that wait for a row. */
  const flood = (count: number, tenantId: string, role: "agent" | "customer" | null, userId: string) => {
    for (let at = 0; at < count; at += 1)
      void shares(
        role && { tenantId, role, userId },
        () => userId,
        (_, letGo) => {
          running.set(userId, (running.get(userId) ?? 0) + 1);
          lettingGo.set(userId, [...(lettingGo.get(userId) ?? []), letGo]);
          return new Promise<never>(() => undefined);
        },
      ).catch(() => undefined);
  };
  const letGo = async (userId: string) => {
    for (const free of lettingGo.get(userId) ?? []) free();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { shares, running: () => Object.fromEntries(running), flood, letGo };
}

test("whoever floods holds a few places, and the other customers, the desk, strangers and other tenants have theirs", () => {
  const { running, flood } = scene();
  flood(118, "a", "customer", "flooder");
  flood(300, "", null, "192.0.2.1");
  flood(1, "a", "customer", "neighbour");
  flood(1, "a", "agent", "desk");
  flood(1, "", null, "198.51.100.7");
  flood(1, "b", "agent", "other desk");
  expect(running()).toEqual({ flooder: 2, "192.0.2.1": 2, neighbour: 1, desk: 1, "198.51.100.7": 1, "other desk": 1 });
});

test("who waits for somebody outside lets others write, and is answered all the same", async () => {
  const { shares, running, flood, letGo } = scene();
  flood(5, "a", "customer", "buyer");
  expect(running()).toEqual({ buyer: 2 });
  await letGo("buyer");
  expect(running()).toEqual({ buyer: 4 });
  const pay = async (_: boolean, free: () => void) => {
    free();
    await new Promise((resolve) => setImmediate(resolve));
    return "paid";
  };
  expect(await shares({ tenantId: "b", role: "customer", userId: "c" }, String, pay)).toBe("paid");
});

test("what is thrown reaches whoever asked, and the place is free again; who has waited is told so", async () => {
  const { shares } = scene();
  const writer = { tenantId: "a", role: "customer", userId: "c" } as const;
  const told: boolean[] = [];
  const failing = Array.from({ length: 5 }, () =>
    shares(writer, String, async (hasWaited) => {
      told.push(hasWaited);
      await Promise.resolve();
      throw new Error("refused");
    }),
  );
  expect((await Promise.allSettled(failing)).map(({ status }) => status)).toEqual(Array(5).fill("rejected"));
  expect(told).toEqual([false, false, true, true, true]);
});
