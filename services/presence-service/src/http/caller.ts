import { verifyAccessToken, type AccessClaims } from "@chorus/auth/access-token";
import { createServiceTokenVerifier } from "@chorus/auth/service-token";
import { bearerToken, requireRouteAccess } from "@chorus/http/authorise";
import type { MountOptions } from "@chorus/http/mount";
import type { PresenceContext } from "../context.ts";

/** Who calls a route; null for another service. */
export type Caller = AccessClaims | null;

/** Decides who calls, from the route's access: a service token or an access token. */
export function authenticator(context: PresenceContext): MountOptions<Caller>["authenticate"] {
  const now = () => context.clock.now();
  const verifyServiceToken = createServiceTokenVerifier({ secret: context.internalSecret, now });
  return async (route, http) => {
    if (route.access === "service") {
      await verifyServiceToken(bearerToken(http));
      return null;
    }
    const claims = await verifyAccessToken(bearerToken(http), context.keys, now());
    requireRouteAccess(route, claims.role);
    return claims;
  };
}

/** The person behind a call of a route that is for people. */
export function claimsOf({ caller }: { caller: Caller }): AccessClaims {
  if (!caller) throw new Error("this route is for people");
  return caller;
}
