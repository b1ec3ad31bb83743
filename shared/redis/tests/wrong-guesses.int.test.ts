import { randomUUID } from "node:crypto";
import { testRedisUrl } from "@chorus/testing/test-redis";
import { afterAll, describe, expect, test } from "vitest";
import { connectCommands, openRedis } from "../src/connect.ts";
import { createWrongGuesses } from "../src/wrong-guesses.ts";

const here = connectCommands(testRedisUrl(), () => undefined);
await openRedis(here);
// Nothing listens there.
const away = connectCommands("redis://127.0.0.1:1", () => undefined);
afterAll(() => {
  here.disconnect();
  away.disconnect();
});

const POINTS = 3;

describe.each([
  { where: "here", redis: here },
  { where: "away", redis: away },
])("with Redis $where", ({ redis }) => {
  const guesses = () => {
    const limiter = createWrongGuesses(redis, { name: `test:${randomUUID()}`, points: POINTS, windowSeconds: 600 });
    return async (isRight: boolean): Promise<"heard" | "refused"> => {
      const refused = expect.objectContaining({ code: "rate_limited", detail: "too often" });
      return limiter.judge("a", isRight, "too often").then(
        () => "heard",
        (error: unknown) => {
          expect(error).toEqual(refused);
          return "refused";
        },
      );
    };
  };

  test("right ones are never in each other's way", async () => {
    const judge = guesses();
    const all = await Promise.all(Array.from({ length: 100 }, () => judge(true)));
    expect(new Set(all)).toEqual(new Set(["heard"]));
  });

  test("of wrong ones at once so many are heard as may be, and a right one behind them is not", async () => {
    const judge = guesses();
    const all = await Promise.all([false, false, false, false, false, true].map(judge));
    expect(all).toEqual(["heard", "heard", "heard", "refused", "refused", "refused"]);
    expect(await judge(true)).toBe("refused");
  });
});
