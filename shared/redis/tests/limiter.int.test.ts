import { randomUUID } from "node:crypto";
import { testRedisUrl } from "@chorus/testing/test-redis";
import { afterAll, describe, expect, test } from "vitest";
import { connectCommands, openRedis } from "../src/connect.ts";
import { countAll, createLimiter } from "../src/limiter.ts";

const here = connectCommands(testRedisUrl(), () => undefined);
await openRedis(here);
// Nothing listens there.
const away = connectCommands("redis://127.0.0.1:1", () => undefined);
afterAll(() => {
  here.disconnect();
  away.disconnect();
});

describe.each([
  { where: "here", redis: here },
  { where: "away", redis: away },
])("with Redis $where", ({ redis }) => {
  const limiter = (points: number) => createLimiter(redis, { name: `test:${randomUUID()}`, points, windowSeconds: 60 });

  test("of thirty at once so many are within, and each key counts for itself", async () => {
    const five = limiter(5);
    const counts = await Promise.all(Array.from({ length: 30 }, () => five.count("a")));
    expect(counts.filter(({ isWithin }) => isWithin)).toHaveLength(5);
    expect(Math.max(...counts.map(({ used }) => used))).toBe(30);
    expect(await five.count("b")).toMatchObject({ isWithin: true, used: 1 });
  });

  test("what is given back may be used again", async () => {
    const one = limiter(1);
    for (let count = 0; count < 3; count += 1) {
      const giveBack = await countAll([[one, "a"]], "too many");
      await giveBack();
    }
    await countAll([[one, "a"]], "too many");
    await expect(countAll([[one, "a"]], "too many")).rejects.toMatchObject({
      code: "rate_limited",
      retryMs: expect.any(Number),
    });
  });

  test("what is given back after its window leaves no more to the next one", async () => {
    const one = limiter(1);
    await Promise.all([one.giveBack("a"), one.giveBack("a")]);
    expect(await one.read("a")).toMatchObject({ used: 0 });
    expect(await one.count("a")).toMatchObject({ isWithin: true, used: 1 });
    expect(await one.count("a")).toMatchObject({ isWithin: false, used: 2 });
    expect(await one.read("a")).toMatchObject({ used: 2 });
  });

  test("who is over their own share takes nothing of what everybody shares", async () => {
    const [own, shared] = [limiter(2), limiter(100)];
    const shares = [
      [own, "person"],
      [shared, "tenant"],
    ] as const;
    await Promise.allSettled(Array.from({ length: 50 }, () => countAll(shares, "too many")));
    expect((await shared.count("tenant")).used).toBe(3);
  });
});

test("keys do not tell whom they are about", async () => {
  const name = `test:${randomUUID()}`;
  await createLimiter(here, { name, points: 1, windowSeconds: 60 }).count("casey@home.test");
  const [key = ""] = await here.keys(`${name}*`);
  expect(key).not.toContain("casey");
});
