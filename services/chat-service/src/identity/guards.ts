import { PERMISSIONS, reachOf, type PermissionName, type UserRole } from "@chorus/contracts/permissions";
import { AppError } from "@chorus/kernel/app-error";
import { reachOfPrincipal, requirePermission, type Principal } from "./principal.ts";

/** Permissions that concern only their holder: granting a role with them gives nothing away. */
const FOR_ONESELF = new Set<PermissionName>(["presence.choose"]);

/**
 * A role may be granted only by somebody who has all of its permissions, whether a person or an API key.
 * @throws AppError `forbidden`
 */
export function requireMayGive(principal: Principal, role: UserRole): void {
  for (const name of Object.keys(PERMISSIONS) as PermissionName[]) {
    if (FOR_ONESELF.has(name) || reachOf(role, name) === null) continue;
    if (reachOfPrincipal(principal, name) !== "all")
      throw new AppError("forbidden", { detail: "Nobody can give a role that may more than they may themselves." });
  }
}

/**
 * Checks an action on a member of the desk: on oneself, or with `people.manage` on others; on owners only by an owner.
 * @throws AppError `forbidden`
 */
export function requireMayActOn(principal: Principal, person: { id: string; role: UserRole }): void {
  requireOwnOrManaged(principal, person.id);
  if (person.role === "owner" && person.id !== principal.userId) requirePermission(principal, "tenant.own");
}

/** The part that needs no row, so that an unauthorised caller does not learn whether the person exists. */
export function requireOwnOrManaged(principal: Principal, userId: string): void {
  if (userId !== principal.userId) requirePermission(principal, "people.manage");
}
