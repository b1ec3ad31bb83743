import { randomUUID } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import { AppError } from "@chorus/kernel/app-error";
import { testRedisUrl } from "@chorus/testing/test-redis";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { connectCommands, openRedis } from "../src/connect.ts";
import { countGuess, createGuessLimiter, type GuessShare } from "../src/guess-limiter.ts";

const here = connectCommands(testRedisUrl(), () => undefined);
await openRedis(here);
// Nothing listens there.
const away = connectCommands("redis://127.0.0.1:1", () => undefined);
afterAll(() => {
  here.disconnect();
  away.disconnect();
});

const POINTS = 3;
const refusalOf = (attempt: Promise<unknown>) =>
  attempt.then(
    () => null,
    (error: unknown) => (error instanceof AppError ? { retryMs: error.retryMs, detail: error.detail } : error),
  );
const MOMENT = { retryMs: 1_000, detail: "Too many attempts at the same moment. Try again in a second." };

describe.each([
  { where: "here", redis: here },
  { where: "away", redis: away },
])("with Redis $where", ({ redis }) => {
  const shares = (): GuessShare[] => [
    [createGuessLimiter(redis, { name: `test:${randomUUID()}`, points: POINTS, windowSeconds: 600 }), "a"],
  ];

  test("attempts that are being judged are in the way for a moment, wrong ones until the window ends", async () => {
    const one = shares();
    const attempts = await Promise.all(Array.from({ length: POINTS }, () => countGuess(one, "wrong too often")));
    expect(await refusalOf(countGuess(one, "wrong too often"))).toEqual(MOMENT);
    await attempts[0]?.giveBack();
    await attempts[1]?.failed();
    await attempts[2]?.failed();
    const right = await countGuess(one, "wrong too often");
    expect(await refusalOf(countGuess(one, "wrong too often"))).toEqual(MOMENT);
    await right.giveBack();
    await (await countGuess(one, "wrong too often")).failed();
    const refusal = await refusalOf(countGuess(one, "wrong too often"));
    expect(refusal).toMatchObject({ detail: "wrong too often" });
    expect(refusal).toHaveProperty("retryMs", expect.closeTo(600_000, -4));
  });

  test("however right and wrong ones come at once, no more wrong ones are looked at, and whoever is right is let in while some are left", async () => {
    // True: the right secret. A wrong one is tried for as long as it is told to come again in a moment.
    const kinds = fc.array(fc.boolean(), { minLength: 1, maxLength: 24 });
    await fc.assert(
      fc.asyncProperty(kinds, async (guesses) => {
        const one = shares();
        let looked = 0;
        const results = await Promise.all(guesses.map((isRight) => tryUntilTold(one, isRight, () => (looked += 1))));
        const wrong = guesses.filter((isRight) => !isRight).length;
        expect(looked).toBe(Math.min(wrong, POINTS));
        const whileLeft = wrong < POINTS ? results : [];
        expect(whileLeft).toEqual(whileLeft.map((_, index) => (guesses[index] ? "let in" : "wrong")));
        expect(results).not.toContain("livelock");
      }),
      { numRuns: 30 },
    );
  });
});

const TURNS = 300;

/** As a program that comes again when it is told to: at once, which is the hardest. */
async function tryUntilTold(shares: readonly GuessShare[], isRight: boolean, looked: () => void): Promise<string> {
  for (let turn = 0; turn < TURNS; turn += 1) {
    const attempt = await countGuess(shares, "wrong too often").catch((error: unknown) => error as AppError);
    if (!(attempt instanceof AppError)) {
      await setImmediate();
      if (isRight) {
        await attempt.giveBack();
        return "let in";
      }
      looked();
      await attempt.failed();
      return "wrong";
    }
    if (attempt.retryMs !== MOMENT.retryMs) return "locked out";
    // Whoever is refused comes later than those who were let through.
    await new Promise((resolve) => setTimeout(resolve, 2 + Math.random() * 8));
  }
  return "livelock";
}
