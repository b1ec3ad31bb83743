import type { User } from "@chorus/contracts/entities/people";
import type { UserRole } from "@chorus/contracts/permissions";
import type { TenantTx } from "@chorus/database/database";
import { AppError, notFound } from "@chorus/kernel/app-error";
import { requirePermission, type Principal } from "../identity/principal.ts";
import { revokeSessionsOf } from "../identity/revoke.ts";
import type { ChatContext } from "../context.ts";
import { mayTake } from "../conversations/changes/assignment-target.ts";
import { authorOf } from "../conversations/changes/change-conversation.ts";
import { lockOpenOf, requeueConversationsOf } from "../conversations/changes/requeue-conversations.ts";
import { auditActor, writeAudit } from "@chorus/database/write-audit";
import { requireMayActOn, requireMayGive } from "../identity/guards.ts";
import { changedPerson, takesLastOwner } from "./person-changes.ts";
import { presentUser } from "./rows/present-user.ts";
import { findUser, type UserRow } from "./rows/queries.ts";
import { requireRoutingUnchanged } from "./routing-fields.ts";

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
 * Changes a person. Disabling them or changing their role ends their sessions; the open conversations of somebody who can no
 * longer answer go back to the queue. Only owners change owners, a role above the caller's own is refused, and the last owner
 * can be neither disabled nor demoted.
 * @throws AppError `not_found`, `forbidden`, `conflict` for the last owner
 */
export async function patchUser(context: ChatContext, principal: Principal, input: PatchUserInput): Promise<User> {
  requirePermission(principal, "people.manage");
  const { tenantId } = principal;
  const { userId, requestId, disabled, ...fields } = input;
  const { name, role, skills, capacity } = fields;
  const outcome = await context.database.withTenant(tenantId, async (tx) => {
    // Before the person: who assigns locks in this order. What they are given meanwhile is found once nobody can give any more; that
    // second look may meet an assigner, and one of both is then repeated.
    if (disabled === true || role !== undefined) await lockOpenOf(tx, userId);
    const { current, owners } = await lockWithOwners(tx, userId);
    requireMayActOn(principal, current);
    requireRoutingUnchanged({ skills, capacity }, current);
    const next = changedPerson(current, { name, role, disabled }, context.clock.now());
    const isRoleGiven = role !== undefined && role !== current.role;
    const isLetInAgain = current.disabled_at !== null && next.disabled_at === null;
    if (isRoleGiven || isLetInAgain) requireMayGive(principal, next.role);
    if (takesLastOwner(current, next, owners))
      throw new AppError("conflict", { detail: "This is the only owner: make somebody else an owner first." });
    // Before the update: append_events refuses a disabled actor, and people may disable or demote themselves.
    const requeued =
      mayTake(current) && !mayTake(next) ? await requeueConversationsOf(context, tx, authorOf(principal), userId) : [];
    await tx.updateTable("users").set(next).where("id", "=", userId).execute();
    if (disabled === true || isRoleGiven) await revokeSessionsOf(context, tx, tenantId, userId);
    await writeAudit(tx, {
      tenantId,
      actor: auditActor(principal),
      action: "user.update",
      target: { type: "user", id: userId },
      detail: { fields: Object.keys({ ...fields, ...(disabled === undefined ? {} : { disabled }) }).toSorted() },
      requestId,
    });
    return { row: await findUser(tx, userId), requeued };
  });
  if (!outcome.row) throw notFound();
  await context.publisher.published(outcome.requeued);
  return presentUser(outcome.row);
}

/**
 * The person and every active owner, locked in one order, so that two owners who change each other do not deadlock.
 * @throws AppError `not_found`
 */
async function lockWithOwners(tx: TenantTx, userId: string): Promise<{ current: UserRow; owners: UserRow[] }> {
  const locked = await tx
    .selectFrom("users")
    .selectAll()
    .where((eb) => eb.or([eb("id", "=", userId), eb("role", "=", "owner")]))
    .orderBy("id")
    .forNoKeyUpdate()
    .execute();
  const current = locked.find(({ id }) => id === userId);
  if (!current) throw notFound();
  return { current, owners: locked.filter((row) => row.role === "owner" && row.disabled_at === null) };
}
