import { API_KEY_PREFIX } from "@chorus/auth/permission";
import { equalSecrets, hashSecret } from "@chorus/auth/secrets";
import { createServiceTokenVerifier } from "@chorus/auth/service-token";
import type { RouteSpec } from "@chorus/contracts/routes/define-route";
import { bearerToken, requireRouteAccess } from "@chorus/http/authorise";
import type { HandlerInput } from "@chorus/http/mount";
import { claimsOf, routeAuthenticator } from "@chorus/http/route-authenticator";
import { AppError } from "@chorus/kernel/app-error";
import { networkOf } from "@chorus/kernel/network";
import type { Context } from "hono";
import type { Principal } from "../identity/principal.ts";
import { verifyApiKey } from "../keys/verify-api-key.ts";
import type { ChatContext } from "../context.ts";
import { peerAddress } from "@chorus/http/peer-address";

/** The caller of a route; the principal is null on routes that are not for people. */
export interface Caller {
  principal: Principal | null;
}

/** Authenticates the caller as the route's access requires: operator key, service token, access token, or nothing. */
export function authenticator(context: ChatContext): (route: RouteSpec, http: Context) => Promise<Caller> {
  const { secrets } = context.config;
  const verifyServiceToken = createServiceTokenVerifier({
    service: "chat-service",
    secret: secrets.internal,
    now: () => context.clock.now(),
  });
  const authenticate = routeAuthenticator({ authenticator: context.authenticator, verifyServiceToken });
  return async (route, http) => {
    switch (route.access) {
      case "operator":
        await requireOperator(context, http);
        return { principal: null };
      case "public":
      case "service":
        await authenticate(route, http);
        return { principal: null };
      default: {
        const token = bearerToken(http);
        if (token.startsWith(API_KEY_PREFIX)) return { principal: await apiKeyPrincipal(context, route, token) };
        const { expiresAtMs: _, ...principal } = claimsOf({ caller: await authenticate(route, http) });
        return { principal };
      }
    }
  };
}

/** @throws AppError `unauthenticated`, `rate_limited` after too many guesses of a network */
async function requireOperator(context: ChatContext, http: Context): Promise<void> {
  const key = bearerToken(http);
  const network = networkOf(peerAddress(http, context.config.http.trustProxy));
  const isRight = equalSecrets(key, context.config.secrets.operatorKey);
  await context.operatorGuesses.judge(
    network,
    isRight,
    "The operator key was wrong very often. Wait a quarter of an hour.",
  );
  if (!isRight)
    throw new AppError("unauthenticated", { detail: "This is not the operator key (CHORUS_OPERATOR_KEY)." });
}

async function apiKeyPrincipal(context: ChatContext, route: RouteSpec, token: string): Promise<Principal> {
  const principal = await verifyApiKey(context, hashSecret(token));
  requireRouteAccess(route, principal);
  return principal;
}

/** The principal of a route whose access guarantees one. */
export function principalOf(input: HandlerInput<RouteSpec, Caller>): Principal {
  if (!input.caller.principal) throw new Error(`this route has no principal`);
  return input.caller.principal;
}
