import { describe, expect, it } from "vitest";
import { createProofChallenges } from "./proof-challenges.ts";
import { networkOf } from "./visitor-admission.ts";

describe("networkOf", () => {
  it.each([
    ["192.0.2.7", "192.0.2.7"],
    ["::ffff:192.0.2.7", "192.0.2.7"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
    ["2001:db8::1", "2001:db8:0:0::/64"],
    ["fe80::1%eth0", "fe80:0:0:0::/64"],
    ["unknown", "unknown"],
  ])("of %s is %s", (ip, network) => expect(networkOf(ip)).toBe(network));
});

describe("a challenge", () => {
  const challenges = createProofChallenges("a secret of thirty-two characters");
  const { token } = challenges.make("visitor|a", 0, 1_000);

  it("holds for its purpose and its time only, and cannot be made by others", () => {
    expect(challenges.check({ token, counter: 0 }, "visitor|a", 1_000)).toEqual({ endsAtMs: 301_000 });
    expect(challenges.check({ token, counter: 0 }, "visitor|b", 1_000)).toBeNull();
    expect(challenges.check({ token, counter: 0 }, "visitor|a", 301_000)).toBeNull();
    expect(challenges.check({ token: `x${token}`, counter: 0 }, "visitor|a", 1_000)).toBeNull();
    expect(challenges.check({ token: "", counter: 0 }, "visitor|a", 1_000)).toBeNull();
  });

  it("cannot be made easier", () => {
    const hard = challenges.make("visitor|a", 30, 1_000).token;
    expect(challenges.check({ token: hard, counter: 0 }, "visitor|a", 1_000)).toBeNull();
    expect(challenges.check({ token: hard.replace(/^30/, "0"), counter: 0 }, "visitor|a", 1_000)).toBeNull();
  });
});
