import type { AccessClaims } from "@chorus/auth/access-token";
import type { Authenticator } from "@chorus/auth/authenticator";
import { API_KEY_PREFIX } from "@chorus/auth/permission";
import type { RouteSpec } from "@chorus/contracts/routes/define-route";
import { AppError } from "@chorus/kernel/app-error";
import type { Context } from "hono";
import { bearerToken, requireLinkedConversation, requireRouteAccess } from "./authorise.ts";

export interface RouteAuthenticatorOptions {
  authenticator: Pick<Authenticator, "authenticate">;
  /** Absent: no route of this service is for other services. */
  verifyServiceToken?: (token: string) => Promise<string>;
  /** Absent: API keys are nobody's here. */
  verifyApiKey?: ((secret: string) => Promise<AccessClaims>) | undefined;
}

/**
 * The caller of a route: an authenticated person, or null where the route is not for people.
 * @throws AppError `unauthenticated`, `forbidden`, `tenant_suspended`, `unavailable`
 */
export function routeAuthenticator(options: RouteAuthenticatorOptions) {
  return async (route: RouteSpec, http: Context): Promise<AccessClaims | null> => {
    if (route.access === "public") return null;
    if (route.access === "service") {
      if (!options.verifyServiceToken) throw new AppError("unauthenticated");
      await options.verifyServiceToken(bearerToken(http));
      return null;
    }
    const token = bearerToken(http);
    const { authenticator, verifyApiKey } = options;
    const claims = await (verifyApiKey && token.startsWith(API_KEY_PREFIX)
      ? verifyApiKey(token)
      : authenticator.authenticate(token));
    requireRouteAccess(route, claims);
    requireLinkedConversation(http, claims.onlyConversationId);
    return claims;
  };
}

/** The caller of a route that requires a person. */
export function claimsOf({ caller }: { caller: AccessClaims | null }): AccessClaims {
  if (!caller) throw new Error("this route is for people");
  return caller;
}
