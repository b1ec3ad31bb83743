import { describe, expect, it } from "vitest";
import { leaseEndMs, leaveEndMs, statusAt, transitionAt, type PersonFacts } from "./engine.ts";

const NOW = 1_000_000;

const facts: PersonFacts = {
  tenantId: "t",
  userId: "u",
  isAgent: true,
  aliveUntilMs: 0,
  chosen: null,
  published: "offline",
  sinceMs: null,
  lastSeenAtMs: null,
  version: 1,
};

describe("leases", () => {
  it("last 45 s, and 15 s after leaving", () => {
    expect(leaseEndMs(NOW) - NOW).toBe(45_000);
    expect(leaveEndMs(NOW) - NOW).toBe(15_000);
  });
});

describe("status", () => {
  it.each([
    { aliveUntilMs: NOW + 1, chosen: null, status: "online" },
    { aliveUntilMs: NOW + 1, chosen: "busy", status: "busy" },
    { aliveUntilMs: NOW, chosen: "busy", status: "offline" },
    { aliveUntilMs: 0, chosen: null, status: "offline" },
  ] as const)("is $status when alive until $aliveUntilMs and chosen $chosen", ({ aliveUntilMs, chosen, status }) => {
    expect(statusAt({ aliveUntilMs, chosen }, NOW)).toBe(status);
  });

  it("is told only when it changed", () => {
    expect(transitionAt(facts, NOW)).toBeNull();
    expect(transitionAt({ ...facts, aliveUntilMs: NOW + 1 }, NOW)).toBe("online");
    expect(transitionAt({ ...facts, aliveUntilMs: NOW + 1, published: "online" }, NOW)).toBeNull();
    expect(transitionAt({ ...facts, aliveUntilMs: NOW, published: "away" }, NOW)).toBe("offline");
  });
});
