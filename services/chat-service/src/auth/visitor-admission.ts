import type { ProofOfWork } from "@chorus/contracts/entities/proof-of-work";
import { AppError } from "@chorus/kernel/app-error";
import type { Clock } from "@chorus/kernel/clock";
import type { Redis } from "ioredis";
import { RateLimiterMemory, RateLimiterRedis } from "rate-limiter-flexible";
import { createProofChallenges } from "./proof-challenges.ts";

const WINDOW_SECONDS = 3_600;
/** About a third of a second of a phone's time; each doubling above the limit doubles it. */
const BASE_DIFFICULTY_BITS = 15;
const MOST_DIFFICULTY_BITS = 20;

export interface Visitor {
  tenantId: string;
  ip: string;
  proof: ProofOfWork | undefined;
}

/** How many visitors whom nobody knows one address may make. Above the limit they work for it; nobody is refused. */
export interface VisitorAdmission {
  /** @throws AppError `proof_required` with a challenge */
  admit(visitor: Visitor, newVisitorsPerHour: number): Promise<void>;
}

export function createVisitorAdmission(options: { redis: Redis; clock: Clock; secret: string }): VisitorAdmission {
  const { redis, clock } = options;
  const challenges = createProofChallenges(options.secret);
  // The counter only counts; how many are too many is the tenant's.
  const counter = { keyPrefix: "new-visitors", points: Number.MAX_SAFE_INTEGER, duration: WINDOW_SECONDS };
  const visitors = new RateLimiterRedis({
    ...counter,
    storeClient: redis,
    insuranceLimiter: new RateLimiterMemory(counter),
  });

  /** A proof counts once. While Redis is away it may count again until it ends: better than nobody coming in. */
  async function spend(token: string, forMs: number): Promise<boolean> {
    const key = `proof-spent:${token}`;
    return redis.set(key, "1", "PX", Math.max(1, forMs), "NX").then(
      (answer) => answer === "OK",
      () => true,
    );
  }

  return {
    async admit({ tenantId, ip, proof }, newVisitorsPerHour) {
      const nowMs = clock.now();
      const address = networkOf(ip);
      const purpose = `visitor|${tenantId}|${address}`;
      const { consumedPoints } = await visitors.consume(`${tenantId}:${address}`);
      if (consumedPoints <= newVisitorsPerHour) return;
      const checked = proof && challenges.check(proof, purpose, nowMs);
      if (checked && (await spend(proof.token, checked.endsAtMs - nowMs))) return;
      const bits = BASE_DIFFICULTY_BITS + Math.floor(Math.log2(consumedPoints / newVisitorsPerHour));
      throw new AppError("proof_required", {
        detail:
          "Many new visitors come from your network. Your browser has to do a little work first: solve the challenge.",
        challenge: challenges.make(purpose, Math.min(bits, MOST_DIFFICULTY_BITS), nowMs),
      });
    },
  };
}

/** Who has an IPv6 address has 2^64 of them. */
export function networkOf(ip: string): string {
  const v4 = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip)?.[1];
  if (v4 !== undefined || !ip.includes(":")) return v4 ?? ip;
  const [head = "", tail = ""] = ip.split("%")[0]?.split("::") ?? [];
  const groups = head.split(":").filter(Boolean);
  const missing = 8 - groups.length - tail.split(":").filter(Boolean).length;
  const whole = ip.includes("::")
    ? [...groups, ...Array<string>(Math.max(0, missing)).fill("0"), ...tail.split(":")]
    : groups;
  return `${whole.slice(0, 4).join(":")}::/64`;
}
