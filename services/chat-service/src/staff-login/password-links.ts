import type { TenantTx } from "@chorus/database/database";
import type { ChatContext } from "../context.ts";
import { PASSWORD_LINK_TOPIC, writeOutbox } from "../outbox/write-outbox.ts";

export type LinkPurpose = "invitation" | "password_reset";

const LIFETIME_MS: Record<LinkPurpose, number> = { invitation: 7 * 24 * 3_600_000, password_reset: 3_600_000 };

/** Creates a link and requests its mail in the same transaction. */
export async function createPasswordLink(
  context: ChatContext,
  tx: TenantTx,
  input: { tenantId: string; userId: string; purpose: LinkPurpose },
): Promise<void> {
  const id = context.ids.next();
  await tx
    .insertInto("password_links")
    .values({
      tenant_id: input.tenantId,
      id,
      user_id: input.userId,
      purpose: input.purpose,
      expires_at: new Date(context.clock.now() + LIFETIME_MS[input.purpose]),
      used_at: null,
    })
    .execute();
  await writeOutbox(tx, input.tenantId, PASSWORD_LINK_TOPIC, { linkId: id });
}
