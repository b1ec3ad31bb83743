import { hashPassword } from "@chorus/auth/passwords";
import type { TenantTx } from "@chorus/database/database";
import { AppError } from "@chorus/kernel/app-error";
import type { ChatContext } from "../context.ts";
import { writeAudit } from "@chorus/database/write-audit";
import { findTenant } from "../tenants/queries.ts";
import { readPasswordLink } from "../identity/mail-tokens.ts";
import { requireUnguessable, type PasswordOwner } from "../identity/password-rules.ts";
import { revokeOtherSessions } from "../identity/revoke.ts";

/**
 * Sets a password with a link that works once, and ends all sessions of the person.
 * @throws AppError `unauthenticated` for a link that is unknown, used, over or of somebody who may not sign in; `invalid` for a password that is guessed first
 */
export async function resetPassword(
  context: ChatContext,
  input: { token: string; password: string; requestId: string },
): Promise<void> {
  const link = readPasswordLink(context, input.token);
  if (!link) throw over();
  const { tenantId, linkId } = link;
  const now = new Date(context.clock.now());
  // Checked before hashing, which is expensive.
  const owner = await context.database.readTenant(tenantId, (tx) => findOwner(tx, linkId, now));
  if (!owner) throw over();
  requireUnguessable(input.password, owner);
  const passwordHash = await hashPassword(input.password, { tenantId, personId: linkId });
  await context.database.withTenant(tenantId, async (tx) => {
    // Somebody may have been disabled while the password was hashed, or is being disabled.
    if (!(await findOwner(tx, linkId, now, { locked: true }))) throw over();
    const used = await tx
      .updateTable("password_links")
      .set({ used_at: now })
      .where("id", "=", linkId)
      .where("used_at", "is", null)
      .where("expires_at", ">", now)
      .returning(["user_id", "purpose"])
      .executeTakeFirst();
    if (!used) throw over();
    await tx.updateTable("users").set({ password_hash: passwordHash }).where("id", "=", used.user_id).execute();
    // Older links that are still valid must not set another password.
    await tx
      .updateTable("password_links")
      .set({ used_at: now })
      .where("user_id", "=", used.user_id)
      .where("used_at", "is", null)
      .execute();
    // One by one: they sign in right after.
    await revokeOtherSessions(context, tx, { tenantId, userId: used.user_id, sessionId: null });
    await writeAudit(tx, {
      tenantId,
      actor: { type: "user", id: used.user_id },
      action: used.purpose === "invitation" ? "invitation.accept" : "password.reset",
      target: { type: "user", id: used.user_id },
      requestId: input.requestId,
    });
  });
}

/** The owner of a link that is still valid: they and their tenant may sign in now. */
async function findOwner(
  tx: TenantTx,
  linkId: string,
  now: Date,
  { locked }: { locked: boolean } = { locked: false },
): Promise<PasswordOwner | null> {
  const person = await tx
    .selectFrom("password_links as l")
    .innerJoin("users as u", (join) => join.onRef("u.tenant_id", "=", "l.tenant_id").onRef("u.id", "=", "l.user_id"))
    .select(["u.name", "u.email"])
    .where("l.id", "=", linkId)
    .where("l.used_at", "is", null)
    .where("l.expires_at", ">", now)
    .where("u.disabled_at", "is", null)
    .$if(locked, (query) => query.forNoKeyUpdate("u"))
    .executeTakeFirst();
  if (!person) return null;
  const tenant = await findTenant(tx);
  return tenant.status === "active" ? { ...person, tenant } : null;
}

function over(): AppError {
  return new AppError("unauthenticated", {
    detail: "This link was used already, or its time is over: ask for a new one.",
  });
}
