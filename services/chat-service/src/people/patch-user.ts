import type { User } from "@chorus/contracts/entities/people";
import type { UserRole } from "@chorus/contracts/permissions";
import { AppError, notFound } from "@chorus/kernel/app-error";
import { requirePermission, type Principal } from "../auth/principal.ts";
import { revokeSessionsOf } from "../auth/revoke.ts";
import type { ChatContext } from "../context.ts";
import { writeAudit } from "../tenant/audit.ts";
import { presentUser } from "./present-user.ts";
import { findUser } from "./queries.ts";

export interface PatchUserInput {
  userId: string;
  name?: string | undefined;
  role?: UserRole | undefined;
  skills?: string[] | undefined;
  capacity?: number | undefined;
  disabled?: boolean | undefined;
  requestId: string;
}

/**
 * Changes a person. Who is disabled, or has another role, is signed out everywhere. Only an owner touches owners, and
 * nobody disables or demotes the last one.
 * @throws AppError `not_found`, `forbidden`, `conflict` for the last owner
 */
export async function patchUser(context: ChatContext, principal: Principal, input: PatchUserInput): Promise<User> {
  requirePermission(principal, "people.manage");
  const { tenantId } = principal;
  const { userId, requestId, disabled, ...fields } = input;
  const row = await context.database.withTenant(tenantId, async (tx) => {
    const current = await tx.selectFrom("users").selectAll().where("id", "=", userId).forUpdate().executeTakeFirst();
    if (!current) throw notFound();
    if (current.role === "owner" || input.role === "owner") requirePermission(principal, "tenant.own");
    const losesOwner = current.role === "owner" && ((input.role ?? "owner") !== "owner" || disabled === true);
    if (losesOwner) {
      const owners = await tx
        .selectFrom("users")
        .select("id")
        .where("role", "=", "owner")
        .where("disabled_at", "is", null)
        .forUpdate()
        .execute();
      if (owners.every((owner) => owner.id === userId)) {
        throw new AppError("conflict", { detail: "This is the only owner: make somebody else an owner first." });
      }
    }
    const { name, role, skills, capacity } = fields;
    const disabledAt = disabled === true ? (current.disabled_at ?? new Date(context.clock.now())) : null;
    await tx
      .updateTable("users")
      .set({
        name: name ?? current.name,
        role: role ?? current.role,
        skills: skills ?? current.skills,
        capacity: capacity ?? current.capacity,
        disabled_at: disabled === undefined ? current.disabled_at : disabledAt,
      })
      .where("id", "=", userId)
      .execute();
    if (disabled === true || (role !== undefined && role !== current.role))
      await revokeSessionsOf(context, tx, tenantId, userId);
    await writeAudit(tx, {
      tenantId,
      actor: { type: "user", id: principal.userId },
      action: "user.update",
      target: { type: "user", id: userId },
      detail: { fields: Object.keys({ ...fields, ...(disabled === undefined ? {} : { disabled }) }).toSorted() },
      requestId,
    });
    return findUser(tx, userId);
  });
  if (!row) throw notFound();
  return presentUser(row);
}
