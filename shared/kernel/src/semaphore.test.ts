import { expect, test } from "vitest";
import { createSemaphore } from "./semaphore.ts";

function world(limits: { all: number; perTenant: number }) {
  const semaphore = createSemaphore(limits);
  const started: string[] = [];
  const ends = new Map<string, () => void>();
  return {
    started,
    ask(name: string) {
      const [tenantId = ""] = name;
      return semaphore(tenantId, () => {
        started.push(name);
        return new Promise<void>((resolve) => ends.set(name, resolve));
      });
    },
    async end(name: string) {
      ends.get(name)?.();
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

test("one tenant has its share, and others come in beside whatever waits of it", async () => {
  const { started, ask, end } = world({ all: 3, perTenant: 2 });
  for (const name of ["a1", "a2", "a3", "a4", "b1", "b2", "c1"]) void ask(name);
  expect(started).toEqual(["a1", "a2", "b1"]);
  await end("b1");
  expect(started.at(-1)).toBe("b2");
  await end("a1");
  expect(started.at(-1)).toBe("a3");
  await end("a2");
  // It is the turn of whoever has waited without being let in.
  expect(started.at(-1)).toBe("c1");
  for (const name of ["b2", "a3", "c1", "a4"]) await end(name);
  expect(started).toHaveLength(7);
});

test("work that fails gives its place back", async () => {
  const semaphore = createSemaphore({ all: 1, perTenant: 1 });
  await expect(semaphore("a", () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(await semaphore("b", async () => 1)).toBe(1);
});
