import { expect, test } from "vitest";
import { FakeClock } from "./testing/fake-clock.ts";
import { type AccessGrant, TokenSource } from "./token-source.ts";

function setup(answers: (AccessGrant | null | Error)[]) {
  const clock = new FakeClock();
  let refreshes = 0;
  const tokens = new TokenSource({
    clock,
    refresh: async () => {
      refreshes += 1;
      const answer = answers.shift() ?? null;
      if (answer instanceof Error) throw answer;
      return answer;
    },
  });
  return { clock, tokens, refreshes: () => refreshes };
}

const grant = (accessToken: string): AccessGrant => ({ accessToken, expiresIn: 900 });

test("keeps a token until shortly before its end, and many who ask at once refresh once", async () => {
  const { clock, tokens, refreshes } = setup([grant("b")]);
  tokens.set(grant("a"));
  clock.advance(869_000);
  expect(await tokens.token()).toBe("a");
  clock.advance(2_000);
  expect(await Promise.all([tokens.token(), tokens.renew("a"), tokens.token()])).toEqual(["b", "b", "b"]);
  expect(refreshes()).toBe(1);
});

test("a token that was already replaced is not refreshed again", async () => {
  const { tokens, refreshes } = setup([]);
  tokens.set(grant("b"));
  expect(await tokens.renew("a")).toBe("b");
  expect(refreshes()).toBe(0);
});

test("an ended session is told once; no network is an error and keeps the session", async () => {
  const { tokens } = setup([new TypeError("offline"), null, null]);
  let ends = 0;
  tokens.onEnded(() => (ends += 1));
  tokens.set(grant("a"));
  await expect(tokens.renew("a")).rejects.toThrow("offline");
  expect(await tokens.renew("a")).toBeNull();
  expect(await tokens.token()).toBeNull();
  expect(ends).toBe(1);
});
