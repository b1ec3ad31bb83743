import type { RouteSpec } from "@chorus/contracts/routes/define-route";
import { reachOf, type Role } from "@chorus/contracts/permissions";
import { AppError } from "@chorus/kernel/app-error";
import type { Context } from "hono";

/** @throws AppError `unauthenticated` when there is no bearer token */
export function bearerToken(http: Context): string {
  const match = /^Bearer ([^\s]+)$/i.exec(http.req.header("authorization") ?? "");
  if (!match?.[1]) throw new AppError("unauthenticated", { detail: "Send an access token: Authorization: Bearer …" });
  return match[1];
}

/**
 * Checks the route's access and permission for a role, before any row is read.
 * @throws AppError `forbidden`
 */
export function requireRouteAccess(route: RouteSpec, role: Role): void {
  const isCustomer = role === "customer";
  if (route.access === "user" && isCustomer) throw forbidden();
  if (route.access === "customer" && !isCustomer) throw forbidden();
  if (route.permission && reachOf(role, route.permission) === null) throw forbidden();
}

/**
 * A session that was started by a mail link may call only the routes of its one conversation.
 * @throws AppError `forbidden`
 */
export function requireLinkedConversation(http: Context, onlyConversationId: string | undefined): void {
  if (onlyConversationId === undefined || http.req.param("conversationId") === onlyConversationId) return;
  throw new AppError("forbidden", { detail: "The link in the mail opens its own conversation only." });
}

function forbidden(): AppError {
  return new AppError("forbidden", { detail: "Your role does not allow this." });
}
