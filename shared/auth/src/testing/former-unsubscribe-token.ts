import { signatureOf } from "../signed-token.ts";
import type { Unsubscription } from "../unsubscribe-link.ts";

/** As mails had it before links named the address that they were sent to. */
export function formerUnsubscribeToken(
  secret: string,
  { tenantId, personId, event }: Omit<Unsubscription, "addressTag">,
): string {
  const signature = signatureOf(secret, "unsubscribe", [tenantId, personId, event]);
  return [tenantId, personId, Buffer.from(event).toString("base64url"), signature].join(".");
}
