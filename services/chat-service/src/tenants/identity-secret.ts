import { createSecretBox } from "@chorus/auth/secret-box";
import { newSecret } from "@chorus/auth/secrets";
import type { ChatContext } from "../context.ts";
import { requirePermission, type Principal } from "../identity/principal.ts";
import { auditActor, writeAudit } from "@chorus/database/write-audit";
import type { TenantRow } from "./queries.ts";

function boxOf(context: ChatContext) {
  return createSecretBox(context.config.secrets.chorus, "customer identities");
}

/** Creates the secret that the tenant's backend signs identities with; the previous one stops working at once. */
export async function rotateIdentitySecret(
  context: ChatContext,
  principal: Principal,
  requestId: string,
): Promise<string> {
  requirePermission(principal, "tenant.own");
  const secret = newSecret();
  const { tenantId } = principal;
  await context.database.withTenant(tenantId, async (tx) => {
    await tx
      .updateTable("tenants")
      .set({ identity_secret_encrypted: boxOf(context).seal(secret) })
      .execute();
    await writeAudit(tx, {
      tenantId,
      actor: auditActor(principal),
      action: "tenant.rotate_identity_secret",
      target: { type: "tenant", id: tenantId },
      requestId,
    });
  });
  return secret;
}

/** Null when the tenant has not set up signed identities. */
export function identitySecretOf(context: ChatContext, tenant: TenantRow): string | null {
  return tenant.identity_secret_encrypted && boxOf(context).open(tenant.identity_secret_encrypted);
}
