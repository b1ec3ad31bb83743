import type { AccessClaims } from "@chorus/auth/access-token";
import type { MountOptions } from "@chorus/http/mount";
import { claimsOf, routeAuthenticator } from "@chorus/http/route-authenticator";
import type { NotificationContext } from "../context.ts";

/** Who calls a route. */
export type Caller = AccessClaims;

/** Every route of this service is for people. */
export function authenticator(context: NotificationContext): MountOptions<Caller>["authenticate"] {
  const authenticate = routeAuthenticator(context);
  return async (route, http) => claimsOf({ caller: await authenticate(route, http) });
}
