import type { Role } from "@chorus/contracts/permissions";
import { hasDefaultLimit, type RouteSpec } from "@chorus/contracts/routes/define-route";
import { countAll, createLimiter, type Share } from "@chorus/redis/limiter";
import type { Redis } from "ioredis";

const WINDOW_SECONDS = 60;

/** Writing requests a minute. */
export interface WritesPerMinute {
  person: number;
  company: number;
  network: number;
}

/** Who writes: somebody who is known, or a network whose people are not. */
export type Writer = { tenantId: string; userId: string; role: Role } | { network: string };

/** How often somebody may write, on every route whose contract names no limit of its own. */
export interface WriteLimits {
  /** Counts the request before anything of it is read. @throws AppError `rate_limited` */
  count(route: RouteSpec, writer: Writer | null): Promise<void>;
}

/**
 * One count for all services. A company's customers share apart from its desk: visitors are as many as anybody likes, and must
 * not use up what its people need.
 */
export function createWriteLimits(redis: Redis, perMinute: WritesPerMinute): WriteLimits {
  const limiter = (name: string, points: number) =>
    createLimiter(redis, { name: `writes:${name}`, points, windowSeconds: WINDOW_SECONDS });
  const persons = limiter("person", perMinute.person);
  const companies = limiter("company", perMinute.company);
  const networks = limiter("network", perMinute.network);

  function sharesOf(writer: Writer): Share[] {
    if ("network" in writer) return [[networks, writer.network]];
    const { tenantId, userId, role } = writer;
    return [
      [persons, `${tenantId} ${userId}`],
      [companies, `${tenantId} ${role === "customer" ? "customers" : "desk"}`],
    ];
  }

  return {
    async count(route, writer) {
      if (!writer || !hasDefaultLimit(route)) return;
      await countAll(sharesOf(writer), "Too many changes in a short time. Please wait a moment.");
    },
  };
}
