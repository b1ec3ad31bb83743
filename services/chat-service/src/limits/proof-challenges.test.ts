import { describe, expect, it } from "vitest";
import { createProofChallenges } from "./proof-challenges.ts";

describe("a challenge", () => {
  const challenges = createProofChallenges("a secret of thirty-two characters");
  const { token } = challenges.make("visitor|a", 0, 1_000);

  it("holds for its purpose and its time only, and cannot be made by others", () => {
    expect(challenges.check({ token, counter: 0 }, "visitor|a", 1_000)).toEqual({
      endsAtMs: 301_000,
      nonce: token.split(".")[2],
    });
    expect(challenges.check({ token, counter: 0 }, "visitor|b", 1_000)).toBeNull();
    expect(challenges.check({ token, counter: 0 }, "visitor|a", 301_000)).toBeNull();
    expect(challenges.check({ token: `x${token}`, counter: 0 }, "visitor|a", 1_000)).toBeNull();
    expect(challenges.check({ token: "", counter: 0 }, "visitor|a", 1_000)).toBeNull();
  });

  it("has exactly four parts: one with more is no other", () => {
    expect(challenges.check({ token: `${token}.0`, counter: 0 }, "visitor|a", 1_000)).toBeNull();
    expect(challenges.check({ token: `${token}.`, counter: 0 }, "visitor|a", 1_000)).toBeNull();
  });

  it("cannot be made easier", () => {
    const hard = challenges.make("visitor|a", 30, 1_000).token;
    expect(challenges.check({ token: hard, counter: 0 }, "visitor|a", 1_000)).toBeNull();
    expect(challenges.check({ token: hard.replace(/^30/, "0"), counter: 0 }, "visitor|a", 1_000)).toBeNull();
  });
});
