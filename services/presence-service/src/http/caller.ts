import type { AccessClaims } from "@chorus/auth/access-token";
import { createServiceTokenVerifier } from "@chorus/auth/service-token";
import type { MountOptions } from "@chorus/http/mount";
import { routeAuthenticator } from "@chorus/http/route-authenticator";
import type { PresenceContext } from "../context.ts";
import { SERVICE } from "../logger.ts";

/** Who calls a route; null for another service. */
export type Caller = AccessClaims | null;

/** Decides who calls, from the route's access: a service token or an access token. */
export function authenticator(context: PresenceContext): MountOptions<Caller>["authenticate"] {
  const { authenticator: people, internalSecret: secret, clock } = context;
  const verifyServiceToken = createServiceTokenVerifier({ service: SERVICE, secret, now: () => clock.now() });
  return routeAuthenticator({ authenticator: people, verifyServiceToken });
}
