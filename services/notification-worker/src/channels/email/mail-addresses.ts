import { toSingleLine } from "@chorus/contracts/text";

const ONE_ADDRESS = /^[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[a-z\d](?:[a-z\d.-]{0,251}[a-z\d])?$/i;

/** One address and nothing else: what follows a comma or a line break would be a second recipient, or a header. */
export function isOneAddress(address: string): boolean {
  return address.length <= 254 && ONE_ADDRESS.test(address);
}

/** A tenant's name as a sender's, without what looks like an address: many programs show the name and hide the real one. */
export function senderName(name: string): string {
  const withoutAddresses = name.replaceAll(/<[^>]*>?|\S*[@＠]\S*/gu, " ").replaceAll(/[<>]/g, "");
  return toSingleLine(withoutAddresses) || "Chat";
}
