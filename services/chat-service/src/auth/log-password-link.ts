import type { JobPayload } from "@chorus/contracts/jobs";
import type { ChatContext } from "../context.ts";
import { passwordLinkToken } from "./password-links.ts";

/**
 * Until a mail can be sent, development finds the link in the log. A production log must never carry one, so there the
 * job waits for the service that mails.
 */
export async function logPasswordLink(
  context: ChatContext,
  { tenantId, linkId }: JobPayload<"people.mail_link">,
): Promise<void> {
  const { config, database, logger } = context;
  if (config.isProduction) throw new Error("nobody here can send mails yet");
  const link = await database.readTenant(tenantId, (tx) =>
    tx
      .selectFrom("password_links")
      .select(["user_id", "purpose"])
      .where("id", "=", linkId)
      .where("used_at", "is", null)
      .executeTakeFirst(),
  );
  if (!link) return;
  const token = passwordLinkToken(config.secrets.chorus, tenantId, linkId);
  const address = `${config.http.corsOrigins[0]}/reset-password#${token}`;
  logger.info({ userId: link.user_id, purpose: link.purpose, link: address }, "a link that sets a password");
}
