import {
  PERMISSIONS,
  reachOf,
  type ApiKeyScope,
  type PermissionName,
  type Reach,
  type Role,
} from "@chorus/contracts/permissions";
import { AppError } from "@chorus/kernel/app-error";

/** Lets secret scanners and authenticators recognise an API key. */
export const API_KEY_PREFIX = "chorus_key_";

/** Of an API key: its scopes apply instead of the role, and its own name is shown. */
export interface ApiKeyHolder {
  name: string;
  scopes: readonly ApiKeyScope[];
}

/** Somebody with a role, or a program with an API key. */
export interface Holder {
  role: Role;
  apiKey?: ApiKeyHolder | undefined;
}

/**
 * Called first by every verb.
 * @throws AppError `forbidden` when the role, or the key's scopes, do not include this permission
 */
export function requirePermission(holder: Holder, permission: PermissionName): Reach {
  const reach = reachOfPrincipal(holder, permission);
  if (reach === null) throw forbidden(holder);
  return reach;
}

/** What `holder` may reach with `permission`; null when nothing. */
export function reachOfPrincipal(holder: Holder, permission: PermissionName): Reach | null {
  return holder.apiKey ? reachOfKey(holder.apiKey.scopes, permission) : reachOf(holder.role, permission);
}

function reachOfKey(scopes: readonly ApiKeyScope[], permission: PermissionName): Reach | null {
  const { scope } = PERMISSIONS[permission];
  return scope !== null && scopes.includes(scope) ? "all" : null;
}

function forbidden(holder: Holder): AppError {
  return new AppError("forbidden", {
    detail: holder.apiKey ? "The API key's scopes do not allow this." : "Your role does not allow this.",
  });
}

/** For what only a person can do, such as taking a conversation. @throws AppError `forbidden` for an API key */
export function requirePerson(holder: Holder): void {
  if (holder.apiKey) throw new AppError("forbidden", { detail: "An API key cannot do this: it is not a person." });
}
