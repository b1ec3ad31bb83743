import type { ChatContext } from "../context.ts";
import { findUserByEmail } from "../people/rows/queries.ts";
import { findTenantBySlug } from "../tenants/queries.ts";
import { createPasswordLink } from "./password-links.ts";

/**
 * Mails a link if the account exists. All of that happens after the answer, so that neither the answer nor its time tells whether
 * it does.
 * @throws AppError `rate_limited`
 */
export async function forgotPassword(
  context: ChatContext,
  input: { tenant: string; email: string; ip: string },
): Promise<void> {
  await context.passwordLinkLimits.forgot(`${input.tenant}/${input.email}`, input.ip);
  context.afterAnswer.run(() => mailLink(context, input));
}

async function mailLink(context: ChatContext, input: { tenant: string; email: string }): Promise<void> {
  const tenant = await findTenantBySlug(context.database, input.tenant);
  if (tenant?.status !== "active") return;
  const { tenantId } = tenant;
  await context.database.withTenant(tenantId, async (tx) => {
    const user = await findUserByEmail(tx, input.email);
    if (!user || user.disabled_at !== null) return;
    await createPasswordLink(context, tx, { tenantId, userId: user.id, purpose: "password_reset" });
  });
}
