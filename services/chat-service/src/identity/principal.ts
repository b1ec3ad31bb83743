import type { Principal as SessionPrincipal } from "@chorus/contracts/routes/internal-chat";
import { PERMISSIONS, reachOf, type ApiKeyScope, type PermissionName, type Reach } from "@chorus/contracts/permissions";
import { AppError } from "@chorus/kernel/app-error";

/** The authenticated caller: a person with a session, or a program with an API key. */
export interface Principal extends SessionPrincipal {
  /** Present for an API key: its scopes apply instead of the role, and its own name is shown. */
  apiKey?: { name: string; scopes: readonly ApiKeyScope[] };
  /** The session's only conversation, when a mailed link has opened it. */
  onlyConversationId?: string | undefined;
}

/**
 * Called first by every verb.
 * @throws AppError `forbidden` when the role, or the key's scopes, do not include this permission
 */
export function requirePermission(principal: Principal, permission: PermissionName): Reach {
  const reach = reachOfPrincipal(principal, permission);
  if (reach === null) throw forbidden(principal);
  return reach;
}

/** What `principal` may reach with `permission`; null when nothing. */
export function reachOfPrincipal(principal: Principal, permission: PermissionName): Reach | null {
  return principal.apiKey ? reachOfKey(principal.apiKey.scopes, permission) : reachOf(principal.role, permission);
}

function reachOfKey(scopes: readonly ApiKeyScope[], permission: PermissionName): Reach | null {
  const { scope } = PERMISSIONS[permission];
  return scope !== null && scopes.includes(scope) ? "all" : null;
}

function forbidden(principal: Principal): AppError {
  return new AppError("forbidden", {
    detail: principal.apiKey ? "The API key's scopes do not allow this." : "Your role does not allow this.",
  });
}

/** For what only a person can do, such as taking a conversation. @throws AppError `forbidden` for an API key */
export function requirePerson(principal: Principal): void {
  if (principal.apiKey) throw new AppError("forbidden", { detail: "An API key cannot do this: it is not a person." });
}

export function isCustomer(principal: Principal): boolean {
  return principal.role === "customer";
}

/** For fields that have an effect for others only: dropping them in silence would look as if they had one. @throws AppError `invalid` */
export function refuseFields(fields: Readonly<Record<string, unknown>>, message: string): void {
  const errors = Object.entries(fields).flatMap(([path, value]) => (value === undefined ? [] : [{ path, message }]));
  const [first] = errors;
  if (first) throw new AppError("invalid", { detail: `${first.path}: ${message}`, errors });
}

/** The same for what only the desk may ask for. @throws AppError `invalid` */
export function refuseForCustomers(fields: Readonly<Record<string, unknown>>): void {
  refuseFields(fields, "is for the desk only");
}

/** The principal as the actor of an event. `actorName` only where no row holds the name. */
export function actorOf(principal: Principal): {
  actorType: "customer" | "agent" | "assistant";
  actorId: string;
  actorName?: string;
} {
  const actorId = principal.userId;
  if (principal.apiKey) return { actorType: "assistant", actorId, actorName: principal.apiKey.name };
  return { actorType: isCustomer(principal) ? "customer" : "agent", actorId };
}
