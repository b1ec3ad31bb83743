import type { Role } from "@chorus/contracts/permissions";
import { hasDefaultLimit, type RouteSpec } from "@chorus/contracts/routes/define-route";
import { countAll, createLimiter, type Share } from "@chorus/redis/limiter";
import type { Redis } from "ioredis";

const WINDOW_SECONDS = 60;

/** Writing requests a minute. */
export interface WritesPerMinute {
  person: number;
  tenant: number;
  network: number;
  /** Of one network's customers of one tenant: well below the tenant's, so that no network uses that up. */
  customerNetwork: number;
}

/** Who writes: somebody who is known, from a network where the service knows it, or a network whose people are not known. */
export type Writer = { tenantId: string; userId: string; role: Role; network?: string } | { network: string };

/** How often somebody may write, on every route whose contract names no limit of its own. */
export interface WriteLimits {
  /** Counts the request before anything of it is read. @throws AppError `rate_limited` */
  count(route: RouteSpec, writer: Writer | null): Promise<void>;
}

/**
 * One count for all services. A tenant's customers share apart from its desk: visitors are as many as anybody likes, and must
 * not use up what its people need. What they share is a service's own: where their networks are not known, one network can use
 * it up, and must not use up the others'.
 */
export function createWriteLimits(redis: Redis, perMinute: WritesPerMinute): WriteLimits {
  const limiter = (name: string, points: number) =>
    createLimiter(redis, { name: `writes:${name}`, points, windowSeconds: WINDOW_SECONDS });
  const persons = limiter("person", perMinute.person);
  const tenants = limiter("company", perMinute.tenant);
  const customerNetworks = limiter("customer-network", perMinute.customerNetwork);
  const networks = limiter("network", perMinute.network);

  function sharesOf(route: RouteSpec, writer: Writer): Share[] {
    if (!("userId" in writer)) return [[networks, writer.network]];
    const { tenantId, userId, role, network } = writer;
    const person: Share = [persons, `${tenantId} ${userId}`];
    if (role !== "customer") return [person, [tenants, `${tenantId} desk`]];
    const ofNetwork: Share[] = network === undefined ? [] : [[customerNetworks, `${tenantId} ${network}`]];
    return [person, ...ofNetwork, [tenants, `${tenantId} customers ${route.service}`]];
  }

  return {
    async count(route, writer) {
      if (!writer || !hasDefaultLimit(route)) return;
      await countAll(sharesOf(route, writer), "Too many changes in a short time. Please wait a moment.");
    },
  };
}
