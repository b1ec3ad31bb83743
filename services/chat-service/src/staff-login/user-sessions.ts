import type { Session } from "@chorus/contracts/entities/people";
import type { TenantTx } from "@chorus/database/database";
import { toTimestamp } from "@chorus/kernel/clock";
import { notFound } from "@chorus/kernel/app-error";
import type { ChatContext } from "../context.ts";
import { requireMayActOn, requireOwnOrManaged } from "../identity/guards.ts";
import { findUser } from "../people/rows/queries.ts";
import { auditActor, writeAudit } from "@chorus/database/write-audit";
import { requirePerson, type Principal } from "../identity/principal.ts";
import { revokeOtherSessions, revokeSession } from "../identity/revoke.ts";

/** @throws AppError `forbidden`, `not_found` */
async function requireReachable(tx: TenantTx, principal: Principal, userId: string): Promise<void> {
  const person = await findUser(tx, userId);
  if (!person) throw notFound();
  requireMayActOn(principal, person);
}

/** A person's sessions, last used first. @throws AppError `forbidden` for others' as a non-admin and for owners' as no owner, `not_found` */
export async function listUserSessions(context: ChatContext, principal: Principal, userId: string): Promise<Session[]> {
  requireOwnOrManaged(principal, userId);
  const rows = await context.database.readTenant(principal.tenantId, async (tx) => {
    await requireReachable(tx, principal, userId);
    return tx
      .selectFrom("sessions")
      .selectAll()
      .where("user_id", "=", userId)
      .where("revoked_at", "is", null)
      .orderBy("last_used_at", "desc")
      .limit(200)
      .execute();
  });
  return rows.map((row) => ({
    id: row.id,
    userAgent: row.user_agent,
    ip: row.ip,
    createdAt: toTimestamp(row.created_at),
    lastUsedAt: toTimestamp(row.last_used_at),
    current: row.id === principal.sessionId,
  }));
}

/** Ends one session of a person. @throws AppError `forbidden`, `not_found` */
export async function revokeUserSession(
  context: ChatContext,
  principal: Principal,
  input: { userId: string; sessionId: string; requestId: string },
): Promise<void> {
  requireOwnOrManaged(principal, input.userId);
  const { tenantId } = principal;
  await context.database.withTenant(tenantId, async (tx) => {
    await requireReachable(tx, principal, input.userId);
    if (!(await revokeSession(context, tx, { tenantId, ...input }))) throw notFound();
    await writeAudit(tx, {
      tenantId,
      actor: auditActor(principal),
      action: "session.revoke",
      target: { type: "session", id: input.sessionId },
      requestId: input.requestId,
    });
  });
}

/** Ends all of one's own sessions but the one that asks. */
export async function revokeOwnOtherSessions(
  context: ChatContext,
  principal: Principal,
  { requestId }: { requestId: string },
): Promise<void> {
  requirePerson(principal);
  const { tenantId, userId, sessionId } = principal;
  await context.database.withTenant(tenantId, async (tx) => {
    const ended = await revokeOtherSessions(context, tx, { tenantId, userId, sessionId });
    if (ended === 0) return;
    await writeAudit(tx, {
      tenantId,
      actor: auditActor(principal),
      action: "session.revoke_others",
      target: { type: "user", id: userId },
      requestId,
    });
  });
}
