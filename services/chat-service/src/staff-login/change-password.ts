import { hashPassword, verifyPassword } from "@chorus/auth/passwords";
import { AppError, notFound } from "@chorus/kernel/app-error";
import { countGuess } from "@chorus/redis/guess-limiter";
import { auditActor, writeAudit } from "@chorus/database/write-audit";
import type { ChatContext } from "../context.ts";
import { requireUnguessable } from "../identity/password-rules.ts";
import { requirePerson, type Principal } from "../identity/principal.ts";
import { revokeOtherSessions } from "../identity/revoke.ts";
import { PASSWORD_CHANGED_TOPIC, writeOutbox } from "../outbox/write-outbox.ts";
import { findUser, lockUser } from "../people/rows/queries.ts";
import { findTenant } from "../tenants/queries.ts";

/**
 * Sets another password of one's own and ends all other sessions, and the links that would set one.
 * @throws AppError `invalid` that names the field: a wrong current password, or a new one that is guessed first or the same;
 * `rate_limited` after too many wrong ones; `conflict` when it was changed meanwhile
 */
export async function changePassword(
  context: ChatContext,
  principal: Principal,
  input: { current: string; password: string; requestId: string; askAgain: () => Promise<void> },
): Promise<void> {
  requirePerson(principal);
  const { tenantId, userId, sessionId } = principal;
  const known = await context.database.readTenant(tenantId, async (tx) => {
    const user = await findUser(tx, userId);
    return user && { user, tenant: await findTenant(tx) };
  });
  if (!known) throw notFound();
  const { user, tenant } = known;
  await requireCurrent(context, principal, { hash: user.password_hash, current: input.current });
  requireUnguessable(input.password, { ...user, tenant });
  if (input.password === input.current) throw wrong("password", "must be another one than the current one");
  const passwordHash = await hashPassword(input.password, { tenantId, personId: userId });
  // Passwords wait for each other, and the session may have been ended meanwhile.
  await input.askAgain();
  const now = new Date(context.clock.now());
  await context.database.withTenant(tenantId, async (tx) => {
    const locked = await lockUser(tx, userId);
    if (locked.password_hash !== user.password_hash)
      throw new AppError("conflict", { detail: "The password was changed meanwhile." });
    await tx.updateTable("users").set({ password_hash: passwordHash }).where("id", "=", userId).execute();
    await tx
      .updateTable("password_links")
      .set({ used_at: now })
      .where("user_id", "=", userId)
      .where("used_at", "is", null)
      .execute();
    await revokeOtherSessions(context, tx, { tenantId, userId, sessionId });
    await writeOutbox(tx, tenantId, PASSWORD_CHANGED_TOPIC, { sessionId });
    await writeAudit(tx, {
      tenantId,
      actor: auditActor(principal),
      action: "password.change",
      target: { type: "user", id: userId },
      requestId: input.requestId,
    });
  });
  context.publisher.outboxChanged();
}

/** Counted before it is compared, and given back when it is right. */
async function requireCurrent(
  context: ChatContext,
  { tenantId, userId }: Principal,
  { hash, current }: { hash: string | null; current: string },
): Promise<void> {
  const attempt = await countGuess(
    [[context.passwordGuesses, `${tenantId}:${userId}`]],
    "The current password was wrong very often. Wait a quarter of an hour.",
  );
  const matches = await verifyPassword(hash, current, { tenantId, personId: userId }).catch(async (error: unknown) => {
    await attempt.giveBack();
    throw error;
  });
  if (!matches) {
    await attempt.failed();
    throw wrong("current", "is not your password");
  }
  await attempt.giveBack();
}

function wrong(path: string, message: string): AppError {
  return new AppError("invalid", { detail: `${path}: ${message}`, errors: [{ path, message }] });
}
