import { PERMISSIONS, reachOf, type PermissionName, type UserRole } from "@chorus/contracts/permissions";
import { AppError } from "@chorus/kernel/app-error";
import { reachOfPrincipal, requirePermission, type Principal } from "./principal.ts";

/** Of use for oneself only: whoever gives a role with it gives away nothing of their own. */
const FOR_ONESELF = new Set<PermissionName>(["presence.choose"]);

/**
 * Nobody gives what they do not have: a role only with permissions of one's own, by a person or by an API key alike.
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
 * Whoever acts on a person of the desk: on oneself, or with `people.manage` on others; on owners only as an owner.
 * @throws AppError `forbidden`
 */
export function requireMayActOn(principal: Principal, person: { id: string; role: UserRole }): void {
  requireOwnOrManaged(principal, person.id);
  if (person.role === "owner" && person.id !== principal.userId) requirePermission(principal, "tenant.own");
}

/** The part of it that needs no row: who may not act on others learns nothing of whether there is one. */
export function requireOwnOrManaged(principal: Principal, userId: string): void {
  if (userId !== principal.userId) requirePermission(principal, "people.manage");
}
