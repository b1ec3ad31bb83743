import { type Holder, requirePermission, requirePerson } from "@chorus/auth/permission";
import type { RouteSpec } from "@chorus/contracts/routes/define-route";
import { AppError } from "@chorus/kernel/app-error";
import type { Context } from "hono";

/** @throws AppError `unauthenticated` when there is no bearer token */
export function bearerToken(http: Context): string {
  const match = /^Bearer ([^\s]+)$/i.exec(http.req.header("authorization") ?? "");
  if (!match?.[1]) throw new AppError("unauthenticated", { detail: "Send an access token: Authorization: Bearer …" });
  return match[1];
}

/**
 * Checks the route's access and permission for a role or an API key, before any row is read. Routes without a permission act on the
 * caller's own account, which an API key does not have.
 * @throws AppError `forbidden`
 */
export function requireRouteAccess(route: RouteSpec, holder: Holder): void {
  const isCustomer = holder.role === "customer";
  if (route.access === "customer" || !route.permission) requirePerson(holder);
  if (route.access === "user" && isCustomer) throw forbidden();
  if (route.access === "customer" && !isCustomer) throw forbidden();
  if (route.permission) requirePermission(holder, route.permission);
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
