import { CHOSEN_EVENTS, type ChosenEvent } from "@chorus/contracts/entities/notification-preferences";
import { Uuid } from "@chorus/contracts/ids";
import { equalSecrets } from "./secrets.ts";
import { signatureOf } from "./signed-token.ts";

/** Of SHA-256, in base64url. */
const SIGNATURE_CHARACTERS = 43;
const TAG_CHARACTERS = 16;

export interface Unsubscription {
  tenantId: string;
  personId: string;
  event: ChosenEvent;
  /** Of the address that the mail went to (`unsubscribeTag`); null in mails of before links named it. */
  addressTag: string | null;
}

/** A link as it is written: for the owner of this address. */
export type WrittenUnsubscription = Omit<Unsubscription, "addressTag"> & { address: string };

/**
 * `tenant.person.event.address.signature`: whoever has the mail may stop what it tells of at the address it went to, and nothing else.
 * No login, no expiry.
 */
export function unsubscribeToken(secret: string, { address, ...said }: WrittenUnsubscription): string {
  return tokenOf(secret, { ...said, addressTag: unsubscribeTag(secret, { ...said, address }) });
}

/** Names an address of a person without spelling it out; keyed, so that nobody else can try out addresses. */
export function unsubscribeTag(
  secret: string,
  { tenantId, personId, address }: Pick<WrittenUnsubscription, "tenantId" | "personId" | "address">,
): string {
  const signature = signatureOf(secret, "unsubscribed address", [tenantId, personId, address.toLowerCase()]);
  return signature.slice(0, TAG_CHARACTERS);
}

function tokenOf(secret: string, { tenantId, personId, event, addressTag }: Unsubscription): string {
  const tag = addressTag === null ? [] : [addressTag];
  const signature = signatureOf(secret, "unsubscribe", [tenantId, personId, event, ...tag]);
  return [tenantId, personId, Buffer.from(event).toString("base64url"), ...tag, signature].join(".");
}

/** @returns null for anything that this secret has not signed */
export function readUnsubscribeToken(secret: string, token: string): Unsubscription | null {
  const unsubscription = parseUnsubscribeToken(token);
  if (!unsubscription) return null;
  return equalSecrets(token, tokenOf(secret, unsubscription)) ? unsubscription : null;
}

/** What a token says, whoever has signed it; null when it is none. */
export function parseUnsubscribeToken(token: string): Unsubscription | null {
  const parts = token.split(".");
  const signature = parts.pop() ?? "";
  const [tenantId = "", personId = "", encoded = "", addressTag = null, ...more] = parts;
  if (signature.length !== SIGNATURE_CHARACTERS || more.length > 0) return null;
  const event = CHOSEN_EVENTS.find((candidate) => candidate === Buffer.from(encoded, "base64url").toString());
  if (!event || !Uuid.safeParse(tenantId).success || !Uuid.safeParse(personId).success) return null;
  return { tenantId, personId, event, addressTag };
}
