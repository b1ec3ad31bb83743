import { verifyPassword } from "@chorus/auth/passwords";
import { AppError } from "@chorus/kernel/app-error";
import { writeAudit } from "@chorus/database/write-audit";
import type { ChatContext } from "../context.ts";
import { findTenantBySlug, requireActive } from "../tenants/queries.ts";
import { findUserByEmail, holdUser } from "../people/rows/queries.ts";
import { grantOf, type Grant } from "./grant.ts";
import { recordNewDevice } from "./new-device.ts";
import { startSession } from "./refresh-tokens.ts";

export interface LoginInput {
  tenant: string;
  email: string;
  password: string;
  /** The second factor, which is not supported yet. */
  totp?: string | undefined;
  /** The known-device cookie. */
  deviceCookie: string | undefined;
  ip: string;
  userAgent: string | null;
  requestId: string;
}

/**
 * Signs a person in. Unknown tenant, unknown person and wrong password give the same answer after the same time.
 * @throws AppError `invalid_credentials`, `rate_limited`, `tenant_suspended`, `not_available` for a second factor
 */
export async function login(context: ChatContext, input: LoginInput): Promise<Grant & { deviceCookie: string }> {
  const account = `${input.tenant}/${input.email}`;
  if (input.totp !== undefined) {
    throw new AppError("not_available", {
      detail: "Signing in with a second factor is not available yet: leave totp out.",
      errors: [{ path: "totp", message: "not available yet" }],
    });
  }
  const knownDevice = context.knownDevices.read(account, input.deviceCookie);
  const attempt = await context.loginLimits.attempt({ account, ip: input.ip, knownDevice });
  const { tenant, user, matches } = await compare(context, input).catch(async (error: unknown) => {
    // The attempt says nothing about the password, so it is not counted.
    await attempt.giveBack();
    throw error;
  });
  if (!tenant || !user || !matches || user.disabled_at !== null) {
    await attempt.failed();
    throw refused(context, tenant?.tenantId ?? null);
  }
  await attempt.giveBack();
  requireActive(tenant);
  const { tenantId } = tenant;
  const session = await context.database.withTenant(tenantId, async (tx) => {
    // As they are now: another password, or a disabling, ends the sessions that it finds, and this one would come after.
    const person = await holdUser(tx, user.id);
    if (!person || person.password_hash !== user.password_hash || person.disabled_at !== null) return null;
    const started = await startSession(context, tx, {
      tenantId,
      userId: user.id,
      userAgent: input.userAgent,
      ip: input.ip,
    });
    await recordNewDevice(tx, { tenantId, userId: user.id, sessionId: started.sessionId, userAgent: input.userAgent });
    await writeAudit(tx, {
      tenantId,
      actor: { type: "user", id: user.id },
      action: "auth.login",
      target: { type: "session", id: started.sessionId },
      requestId: input.requestId,
    });
    return { ...started, person };
  });
  if (!session) throw refused(context, tenantId);
  context.publisher.outboxChanged();
  context.events.signedIn(tenantId, user.id);
  return {
    ...(await grantOf(context, session.person, session)),
    /** The known-device cookie for this account. */
    deviceCookie: (knownDevice && input.deviceCookie) || context.knownDevices.make(account),
  };
}

function refused(context: ChatContext, tenantId: string | null): AppError {
  context.events.signInRefused(tenantId);
  return new AppError("invalid_credentials", { detail: "Company, email or password is wrong." });
}

async function compare(context: ChatContext, { tenant: slug, email, password }: LoginInput) {
  const tenant = await findTenantBySlug(context.database, slug);
  const user = tenant
    ? await context.database.withTenant(tenant.tenantId, (tx) => findUserByEmail(tx, email))
    : undefined;
  const of = { tenantId: tenant?.tenantId ?? "", personId: email };
  return { tenant, user, matches: await verifyPassword(user?.password_hash ?? null, password, of) };
}
