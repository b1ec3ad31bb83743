import type { Principal } from "@chorus/contracts/routes/internal-chat";
import { reachOf, type PermissionName, type Reach } from "@chorus/contracts/permissions";
import { AppError } from "@chorus/kernel/app-error";

export type { Principal } from "@chorus/contracts/routes/internal-chat";

/**
 * The first line of every verb.
 * @throws AppError `forbidden` when the role has nothing of this permission
 */
export function requirePermission(principal: Principal, permission: PermissionName): Reach {
  const reach = reachOf(principal.role, permission);
  if (reach === null) throw new AppError("forbidden", { detail: "Your role does not allow this." });
  return reach;
}

export function isCustomer(principal: Principal): boolean {
  return principal.role === "customer";
}

/** How a principal appears as the actor of an event. */
export function actorTypeOf(principal: Principal): "customer" | "agent" {
  return isCustomer(principal) ? "customer" : "agent";
}
