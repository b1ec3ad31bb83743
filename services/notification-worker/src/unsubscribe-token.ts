import { createHmac } from "node:crypto";
import { equalSecrets } from "@chorus/auth/secrets";
import { CHOSEN_EVENTS, type ChosenEvent } from "@chorus/contracts/entities/notification-preferences";
import { Uuid } from "@chorus/contracts/ids";

export interface Unsubscription {
  tenantId: string;
  personId: string;
  event: ChosenEvent;
}

/** `tenant.person.event.signature`: whoever has the mail may stop what it tells of, and nothing else. No login, no expiry. */
export function unsubscribeToken(secret: string, { tenantId, personId, event }: Unsubscription): string {
  const signature = createHmac("sha256", secret).update(`unsubscribe\n${tenantId}\n${personId}\n${event}`);
  return [tenantId, personId, Buffer.from(event).toString("base64url"), signature.digest("base64url")].join(".");
}

/** @returns null for anything this platform has not signed */
export function readUnsubscribeToken(secret: string, token: string): Unsubscription | null {
  const [tenantId = "", personId = "", encoded = ""] = token.split(".");
  const event = CHOSEN_EVENTS.find((candidate) => candidate === Buffer.from(encoded, "base64url").toString());
  if (!event || !Uuid.safeParse(tenantId).success || !Uuid.safeParse(personId).success) return null;
  const unsubscription = { tenantId, personId, event };
  return equalSecrets(token, unsubscribeToken(secret, unsubscription)) ? unsubscription : null;
}
