import type { Principal as SessionPrincipal } from "@chorus/contracts/routes/internal-chat";
import type { ApiKeyHolder } from "@chorus/auth/permission";
import { AppError } from "@chorus/kernel/app-error";

export { reachOfPrincipal, requirePermission, requirePerson } from "@chorus/auth/permission";

/** The authenticated caller: a person with a session, or a program with an API key. */
export interface Principal extends SessionPrincipal {
  /** Present for an API key: its scopes apply instead of the role, and its own name is shown. */
  apiKey?: ApiKeyHolder | undefined;
  /** The session's only conversation, when a mailed link has opened it. */
  onlyConversationId?: string | undefined;
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
