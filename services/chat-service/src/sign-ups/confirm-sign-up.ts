import { hashPassword } from "@chorus/auth/passwords";
import { writeAudit } from "@chorus/database/write-audit";
import type { ChatContext } from "../context.ts";
import { requireUnguessable } from "../identity/password-rules.ts";
import { grantOf, type Grant } from "../staff-login/grant.ts";
import { startSession } from "../staff-login/refresh-tokens.ts";
import { insertTenant, slugIsTaken, whenSlugIsFree } from "../tenants/create-tenant.ts";
import { findTenantBySlug } from "../tenants/queries.ts";
import { requireOpen } from "./is-open.ts";
import { findSignUp, takeSignUp, tenantOfLink } from "./sign-up-links.ts";

export interface ConfirmSignUpInput {
  token: string;
  slug: string;
  password: string;
  ip: string;
  userAgent: string | null;
  requestId: string;
}

/**
 * Opens the company of a link, once, with whoever has it as its owner, and signs them in. Where that fails the link stays as it was.
 * @throws AppError `unauthenticated` for a link that is unknown, used or over, `already_exists` for a short name that is taken,
 * `invalid` for a password that is guessed first, `switched_off` when it was closed meanwhile, `rate_limited`
 */
export async function confirmSignUp(
  context: ChatContext,
  input: ConfirmSignUpInput,
): Promise<Grant & { deviceCookie: string }> {
  const { slug, password, ip, userAgent, requestId } = input;
  const tenantId = tenantOfLink(context, input.token);
  await context.signUpLimits.confirm(tenantId);
  await requireOpen(context);
  const now = new Date(context.clock.now());
  // Checked before hashing, which is expensive.
  const { company_name: name, ...known } = await context.database.readTenant(tenantId, (tx) => findSignUp(tx, now));
  requireUnguessable(password, { name: known.name, email: known.email, tenant: { name, slug } });
  if (await findTenantBySlug(context.database, slug)) throw slugIsTaken(slug);
  // Of nobody yet: the share is that of the company to be.
  const passwordHash = await hashPassword(password, { tenantId, personId: requestId });
  const ownerId = context.ids.next();
  const made = await whenSlugIsFree(slug, () =>
    context.database.withTenant(tenantId, async (tx) => {
      const signUp = await takeSignUp(tx, now);
      const owner = await insertTenant(tx, {
        ...{ tenantId, slug, name: signUp.company_name, allowedOrigins: [] },
        owner: { id: ownerId, name: signUp.name, email: signUp.email, passwordHash },
      });
      const started = await startSession(context, tx, { tenantId, userId: ownerId, userAgent, ip });
      const actor = { type: "user", id: ownerId } as const;
      await writeAudit(tx, {
        ...{ tenantId, actor, requestId, action: "tenant.create" },
        ...{ target: { type: "tenant", id: tenantId }, detail: { by: "sign-up" } },
      });
      await writeAudit(tx, {
        ...{ tenantId, actor, requestId, action: "auth.login" },
        target: { type: "session", id: started.sessionId },
      });
      return { owner, session: started };
    }),
  );
  context.events.signedUp(tenantId);
  const grant = await grantOf(context, made.owner, made.session);
  return { ...grant, deviceCookie: context.knownDevices.make(`${slug}/${made.owner.email}`) };
}
