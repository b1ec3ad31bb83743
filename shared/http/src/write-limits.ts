import type { Role } from "@chorus/contracts/permissions";
import { hasDefaultLimit, type RouteSpec } from "@chorus/contracts/routes/define-route";
import { countedAs } from "@chorus/redis/counted-as";
import { countAll, createLimiter, type Share } from "@chorus/redis/limiter";
import type { Redis } from "ioredis";

const WINDOW_SECONDS = 60;

/** Writing requests a minute. */
export interface WritesPerMinute {
  person: number;
  tenant: number;
  network: number;
  /** Per network and tenant, for customers: well below the tenant's limit, so that one network cannot use that up. */
  customerNetwork: number;
}

/** The writer: a known person in a network, or only a network. */
export type Writer =
  | { tenantId: string; userId: string; role: Role; network: string; onlyConversationId?: string | undefined }
  | { network: string };

/** Limits writes on every route whose contract has no limit of its own. */
export interface WriteLimits {
  /** Counts the request before its body is read. @throws AppError `rate_limited` */
  count(route: RouteSpec, writer: Writer): Promise<void>;
}

/**
 * One count for all services. A tenant's customers are counted apart from its desk, because visitors are unlimited and must
 * not use up what the desk needs. Their count is per service: what many networks do in one must not affect the others.
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
    const { tenantId, role, network } = writer;
    const person: Share = [persons, countedAs(writer)];
    if (role !== "customer") return [person, [tenants, `${tenantId} desk`]];
    return [person, [customerNetworks, `${tenantId} ${network}`], [tenants, `${tenantId} customers ${route.service}`]];
  }

  return {
    async count(route, writer) {
      if (!hasDefaultLimit(route)) return;
      await countAll(sharesOf(route, writer), "Too many changes in a short time. Please wait a moment.");
    },
  };
}
