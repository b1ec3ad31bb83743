import { CHOSEN_EVENTS, type ChosenEvent } from "@chorus/contracts/entities/notification-preferences";
import { Uuid } from "@chorus/contracts/ids";
import { equalSecrets } from "./secrets.ts";
import { signatureOf } from "./signed-token.ts";

/** Of SHA-256, in base64url. */
const SIGNATURE_CHARACTERS = 43;

export interface Unsubscription {
  tenantId: string;
  personId: string;
  event: ChosenEvent;
}

/** `tenant.person.event.signature`: whoever has the mail may stop what it tells of, and nothing else. No login, no expiry. */
export function unsubscribeToken(secret: string, { tenantId, personId, event }: Unsubscription): string {
  const signature = signatureOf(secret, "unsubscribe", [tenantId, personId, event]);
  return [tenantId, personId, Buffer.from(event).toString("base64url"), signature].join(".");
}

/** @returns null for anything that this secret has not signed */
export function readUnsubscribeToken(secret: string, token: string): Unsubscription | null {
  const unsubscription = parseUnsubscribeToken(token);
  if (!unsubscription) return null;
  return equalSecrets(token, unsubscribeToken(secret, unsubscription)) ? unsubscription : null;
}

/** What a token says, whoever has signed it; null when it is none. */
export function parseUnsubscribeToken(token: string): Unsubscription | null {
  const [tenantId = "", personId = "", encoded = "", signature = "", ...more] = token.split(".");
  if (signature.length !== SIGNATURE_CHARACTERS || more.length > 0) return null;
  const event = CHOSEN_EVENTS.find((candidate) => candidate === Buffer.from(encoded, "base64url").toString());
  if (!event || !Uuid.safeParse(tenantId).success || !Uuid.safeParse(personId).success) return null;
  return { tenantId, personId, event };
}
