import { verifyAccessToken, type AccessClaims } from "@chorus/auth/access-token";
import { bearerToken, requireRouteAccess } from "@chorus/http/authorise";
import type { MountOptions } from "@chorus/http/mount";
import type { SummaryContext } from "../context.ts";

/** Who calls a route. */
export type Caller = AccessClaims;

/** Every route of this service is for people. */
export function authenticator(context: SummaryContext): MountOptions<Caller>["authenticate"] {
  return async (route, http) => {
    const claims = await verifyAccessToken(bearerToken(http), context.keys, context.clock.now());
    requireRouteAccess(route, claims.role);
    return claims;
  };
}
