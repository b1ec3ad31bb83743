import { hashPassword } from "@chorus/auth/passwords";
import type { User } from "@chorus/contracts/entities/people";
import type { UserRole } from "@chorus/contracts/permissions";
import { violates } from "@chorus/database/database";
import { AppError } from "@chorus/kernel/app-error";
import { createPasswordLink } from "../staff-login/password-links.ts";
import { requireUnguessable } from "../identity/password-rules.ts";
import { requirePermission, type Principal } from "../identity/principal.ts";
import type { ChatContext } from "../context.ts";
import { auditActor, writeAudit } from "@chorus/database/write-audit";
import { findTenant } from "../tenants/queries.ts";
import { requireMayGive } from "../identity/guards.ts";
import { presentUser } from "./rows/present-user.ts";
import { insertUser } from "./rows/queries.ts";
import { DEFAULT_ROUTING, requireRoutingUnchanged } from "./routing-fields.ts";

export interface CreateUserInput {
  name: string;
  email: string;
  password: string | undefined;
  role: UserRole;
  skills: string[];
  capacity: number;
  requestId: string;
  /** Of the caller, whose right may end while passwords are hashed. @throws AppError */
  askAgain: () => Promise<void>;
}

/**
 * Adds a member of the desk; without a password they are invited by mail. A role above the caller's own is refused, and an API
 * key cannot set passwords.
 * @throws AppError `already_exists` when the address is taken, `forbidden`, `invalid`, `rate_limited` for too many invitations
 */
export async function createUser(context: ChatContext, principal: Principal, input: CreateUserInput): Promise<User> {
  requirePermission(principal, "people.manage");
  requireMayGive(principal, input.role);
  requireRoutingUnchanged(input, DEFAULT_ROUTING);
  if (principal.apiKey && input.password !== undefined)
    throw new AppError("forbidden", {
      detail: "An API key sets no passwords: leave it out, and they are invited by mail.",
    });
  const { tenantId } = principal;
  if (input.password === undefined) await context.passwordLinkLimits.invite(tenantId, principal.userId);
  else
    requireUnguessable(input.password, { ...input, tenant: await context.database.readTenant(tenantId, findTenant) });
  const passwordHash =
    input.password === undefined ? null : await hashPassword(input.password, { tenantId, personId: principal.userId });
  await input.askAgain();
  try {
    return await context.database.withTenant(tenantId, async (tx) => {
      const row = await insertUser(tx, { ...input, tenantId, id: context.ids.next(), passwordHash });
      if (passwordHash === null)
        await createPasswordLink(context, tx, { tenantId, userId: row.id, purpose: "invitation" });
      await writeAudit(tx, {
        tenantId,
        actor: auditActor(principal),
        action: "user.create",
        target: { type: "user", id: row.id },
        detail: { role: row.role },
        requestId: input.requestId,
      });
      return presentUser(row);
    });
  } catch (error) {
    if (!violates(error, "users_tenant_id_email_key")) throw error;
    throw new AppError("already_exists", {
      detail: `Somebody with the address ${input.email} is already here.`,
      cause: error,
    });
  }
}
