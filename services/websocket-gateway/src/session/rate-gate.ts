import { DEFAULT_TENANT_LIMITS, type TenantLimits } from "@chorus/contracts/entities/tenant-limits";
import type { FrameCost } from "@chorus/contracts/frames/define-frame";
import { LIMITS } from "@chorus/contracts/limits";
import type { Role } from "@chorus/contracts/permissions";
import { TokenBucket } from "./token-bucket.ts";

const STRIKES = 3;
const STRIKE_WINDOW_MS = 10_000;

export type GateAnswer = { result: "pass" } | { result: "limited"; retryMs: number } | { result: "out" };

const PASS: GateAnswer = { result: "pass" };

const known = new WeakMap<TenantLimits, Record<"customer" | "agent", ConnectionLimits>>();

/** A connection's rate limits, from its tenant's settings: one object for all that have the same. */
export function connectionLimits(role: Role, tenant: TenantLimits): ConnectionLimits {
  let both = known.get(tenant);
  if (!both) {
    both = { customer: limitsOf("customer", tenant), agent: limitsOf("agent", tenant) };
    known.set(tenant, both);
  }
  return both[role === "customer" ? "customer" : "agent"];
}

/** Agents may send more, because they serve many customers at once. */
function limitsOf(role: "customer" | "agent", tenant: TenantLimits) {
  const factor = role === "customer" ? 1 : LIMITS.agentFactor;
  return {
    bodyCharacters: tenant.bodyCharacters,
    framesPerSecond: tenant.framesPerSecond * factor,
    framesBurst: tenant.framesBurst * factor,
    sendsPerSecond: tenant.sendsPerSecond * factor,
    sendsBurst: tenant.sendsBurst * factor,
    subscriptions: role === "customer" ? tenant.customerSubscriptions : tenant.subscriptions,
  };
}
export type ConnectionLimits = ReturnType<typeof limitsOf>;

/** Until it has said hello. */
export const STRANGERS_LIMITS: ConnectionLimits = connectionLimits("customer", DEFAULT_TENANT_LIMITS);

interface Limited {
  readonly bucket: TokenBucket;
  /** Until when the client was asked to wait; 0 when it was not. */
  refusedUntilMs: number;
}

/**
 * Counts a connection's frames. Over a limit it answers when to retry; retrying earlier is a strike, and three strikes
 * within 10 s end the connection.
 */
export class RateGate {
  readonly #limits: Record<FrameCost, Limited>;
  #strikesAtMs: number[] = [];

  constructor(rates: ConnectionLimits, nowMs: number) {
    const limited = (ratePerSecond: number, burst: number): Limited => ({
      bucket: new TokenBucket({ ratePerSecond, burst }, nowMs),
      refusedUntilMs: 0,
    });
    this.#limits = {
      frame: limited(rates.framesPerSecond, rates.framesBurst),
      send: limited(rates.sendsPerSecond, rates.sendsBurst),
    };
  }

  take(cost: FrameCost, nowMs: number): GateAnswer {
    const limit = this.#limits[cost];
    const retryMs = limit.bucket.take(nowMs);
    if (retryMs === 0) return PASS;
    if (nowMs < limit.refusedUntilMs && this.#strike(nowMs)) return { result: "out" };
    limit.refusedUntilMs = nowMs + retryMs;
    return { result: "limited", retryMs };
  }

  /** Whether it equals a new one from now on, so that it need not be kept. */
  isAtRest(nowMs: number): boolean {
    const { frame, send } = this.#limits;
    if (!frame.bucket.isFull(nowMs) || !send.bucket.isFull(nowMs)) return false;
    return this.#strikesAtMs.every((atMs) => nowMs - atMs >= STRIKE_WINDOW_MS);
  }

  #strike(nowMs: number): boolean {
    this.#strikesAtMs = this.#strikesAtMs.filter((atMs) => nowMs - atMs < STRIKE_WINDOW_MS);
    this.#strikesAtMs.push(nowMs);
    return this.#strikesAtMs.length >= STRIKES;
  }
}
