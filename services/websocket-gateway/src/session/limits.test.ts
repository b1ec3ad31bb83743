import { concerns } from "@chorus/auth/revocation";
import { DEFAULT_TENANT_LIMITS } from "@chorus/contracts/entities/tenant-limits";
import { describe, expect, it } from "vitest";
import { Admission } from "./admission.ts";
import { drainWindowMs } from "./drain.ts";
import { expiryStep } from "./watch.ts";
import { Heartbeat } from "./heartbeat.ts";
import { connectionLimits, RateGate } from "./rate-gate.ts";
import { Revocations } from "./revocations.ts";
import { isTooSlow, slowSince } from "./slow-reader.ts";
import { TokenBucket } from "./token-bucket.ts";

describe("TokenBucket", () => {
  it("gives its burst, then its rate, and says how long to wait", () => {
    const bucket = new TokenBucket({ ratePerSecond: 5, burst: 2 }, 0);
    expect([bucket.take(0), bucket.take(0), bucket.take(0)]).toEqual([0, 0, 200]);
    expect(bucket.take(199)).toBe(1);
    expect(bucket.take(200)).toBe(0);
  });

  it("neither takes nor gives when the clock goes back", () => {
    const bucket = new TokenBucket({ ratePerSecond: 1, burst: 1 }, 10_000);
    expect(bucket.take(10_000)).toBe(0);
    expect(bucket.take(0)).toBe(1_000);
    expect(bucket.take(11_000)).toBe(0);
  });
});

function spent(role: "agent" | "customer", sends: number): RateGate {
  const gate = new RateGate(connectionLimits(role, DEFAULT_TENANT_LIMITS), 0);
  for (let count = 0; count < sends; count += 1) expect(gate.take("send", 0).result).toBe("pass");
  return gate;
}

describe("RateGate", () => {
  it("lets a customer send 20 at once, an agent 80", () => {
    expect(spent("customer", 20).take("send", 0)).toEqual({ result: "limited", retryMs: 200 });
    expect(spent("agent", 80).take("send", 0)).toEqual({ result: "limited", retryMs: 50 });
  });

  it("counts three attempts before the time as strikes", () => {
    const gate = spent("customer", 20);
    const results = [0, 10, 20, 30].map((nowMs) => gate.take("send", nowMs).result);
    expect(results).toEqual(["limited", "limited", "limited", "out"]);
  });

  it("does not strike who waits, nor adds up strikes further apart than 10 s", () => {
    const patient = spent("customer", 20);
    for (let nowMs = 0; nowMs < 2_000; nowMs += 200) expect(patient.take("send", nowMs).result).not.toBe("out");

    const gate = spent("customer", 20);
    expect(gate.take("send", 0).result).toBe("limited");
    expect(gate.take("send", 10).result).toBe("limited");
    for (let nowMs = 20_000, count = 0; count < 20; count += 1) gate.take("send", nowMs);
    expect(gate.take("send", 20_000).result).toBe("limited");
    expect(gate.take("send", 20_001).result).toBe("limited");
    expect(gate.take("send", 20_002).result).toBe("limited");
  });

  it("limits frames apart from sends", () => {
    const gate = spent("customer", 20);
    gate.take("send", 0);
    expect(gate.take("frame", 0).result).toBe("pass");
  });
});

describe("Heartbeat", () => {
  const timings = { heartbeatMs: 25_000, pongTimeoutMs: 10_000 };

  it("pings between 20 and 30 s", () => {
    expect(new Heartbeat(0, () => 0, timings).check(20_000)).toEqual({ ping: 1 });
    expect(new Heartbeat(0, () => 0.999, timings).check(29_900)).toBeNull();
  });

  it("gives up 10 s after a ping without its own answer", () => {
    const heartbeat = new Heartbeat(0, () => 0.5, timings);
    expect(heartbeat.check(25_000)).toEqual({ ping: 1 });
    heartbeat.pong(0);
    expect(heartbeat.check(34_999)).toBeNull();
    expect(heartbeat.check(35_000)).toBe("dead");
  });

  it("goes on after an answer", () => {
    const heartbeat = new Heartbeat(0, () => 0.5, timings);
    heartbeat.check(25_000);
    heartbeat.pong(1);
    expect(heartbeat.check(40_000)).toBeNull();
    expect(heartbeat.check(50_000)).toEqual({ ping: 2 });
  });
});

describe("token expiry", () => {
  it.each([
    { nowMs: 39_999, wasWarned: false, step: null },
    { nowMs: 40_000, wasWarned: false, step: "warn" },
    { nowMs: 40_000, wasWarned: true, step: null },
    { nowMs: 129_999, wasWarned: true, step: null },
    { nowMs: 130_000, wasWarned: true, step: "close" },
  ])("at $nowMs of 100000, warned $wasWarned: $step", ({ nowMs, wasWarned, step }) => {
    expect(expiryStep(100_000, nowMs, wasWarned)).toBe(step);
  });
});

describe("slow readers", () => {
  it("have 5 s to come below 256 KiB", () => {
    const since = slowSince(null, 300 * 1024, 1_000);
    expect(since).toBe(1_000);
    expect(slowSince(since, 400 * 1024, 3_000)).toBe(1_000);
    expect(isTooSlow(since, 5_999)).toBe(false);
    expect(isTooSlow(since, 6_000)).toBe(true);
    expect(slowSince(since, 256 * 1024, 4_000)).toBeNull();
  });
});

describe("admission", () => {
  it("limits an address's rate and its sockets without hello", () => {
    let nowMs = 0;
    const admission = new Admission(
      { upgradesPerSecond: 1, upgradesBurst: 3, unauthenticatedPerAddress: 2 },
      () => nowMs,
    );
    expect(admission.admit("a")).toBe(true);
    admission.opened("a");
    expect(admission.admit("a")).toBe(true);
    admission.opened("a");
    expect(admission.admit("a")).toBe(false);
    expect(admission.admit("b")).toBe(true);
    admission.settled("a");
    expect(admission.admit("a")).toBe(true);
    expect(admission.admit("a")).toBe(false);
    nowMs = 1_000;
    expect(admission.admit("a")).toBe(true);
  });

  it("takes the addresses of one /64 for one", () => {
    const admission = new Admission({ upgradesPerSecond: 1, upgradesBurst: 10, unauthenticatedPerAddress: 1 }, () => 0);
    admission.opened("2001:db8::1");
    expect(admission.admit("2001:db8::2")).toBe(false);
    expect(admission.admit("2001:db8:0:1::1")).toBe(true);
    admission.settled("2001:db8::1");
    expect(admission.admit("2001:db8::2")).toBe(true);
  });
});

const revoke = (userId: string | null, sessionId: string | null, tenantId = "t") =>
  ({ type: "revoke", tenantId, userId, sessionId }) as const;

describe("revocations", () => {
  const person = { tenantId: "t", userId: "u", sessionId: "s" };

  it.each([
    { revocation: revoke("u", "s"), means: true },
    { revocation: revoke("u", "other"), means: false },
    { revocation: revoke("u", null), means: true },
    { revocation: revoke("other", null), means: false },
    { revocation: revoke(null, null), means: true },
    { revocation: revoke(null, null, "other"), means: false },
  ])("$revocation means the person: $means", ({ revocation, means }) => {
    expect(concerns(revocation, person)).toBe(means);
  });

  it("an ended session stays out, a person may come back", () => {
    let nowMs = 1_000;
    const revocations = new Revocations(() => nowMs);
    revocations.add(revoke("u", null));
    expect(revocations.has(person, 999)).toBe(true);
    expect(revocations.has(person, 1_001)).toBe(false);
    revocations.add(revoke("u", "s"));
    expect(revocations.has(person, 1_001)).toBe(true);
    nowMs += 17 * 60_000;
    revocations.add(revoke("other", null));
    expect(revocations.has(person, 1_001)).toBe(false);
  });
});

describe("the drain's window", () => {
  it("grows with the connections and leaves time to finish", () => {
    expect(drainWindowMs(0, 500, 25_000)).toBe(0);
    expect(drainWindowMs(1_000, 500, 25_000)).toBe(2_000);
    expect(drainWindowMs(100_000, 500, 25_000)).toBe(20_000);
    expect(drainWindowMs(100_000, 500, 10_000)).toBe(6_000);
    expect(drainWindowMs(100_000, 500, 1_000)).toBe(0);
  });
});
