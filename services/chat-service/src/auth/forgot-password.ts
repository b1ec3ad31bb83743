import type { ChatContext } from "../context.ts";
import { findUserByEmail } from "../people/queries.ts";
import { findTenantBySlug } from "../tenant/queries.ts";
import { createPasswordLink } from "./password-links.ts";

/** Mails a link when there is such a person; the caller never learns whether there is. */
export async function forgotPassword(
  context: ChatContext,
  input: { tenant: string; email: string; ip: string },
): Promise<void> {
  const account = `${input.tenant}/${input.email}`;
  await context.passwordLinkLimits.use(account, input.ip);
  const tenant = await findTenantBySlug(context.database, input.tenant);
  if (tenant?.status !== "active") return;
  const { tenantId } = tenant;
  await context.database.withTenant(tenantId, async (tx) => {
    const user = await findUserByEmail(tx, input.email);
    if (!user || user.disabled_at !== null) return;
    await createPasswordLink(context, tx, { tenantId, userId: user.id, purpose: "password_reset" });
  });
}
