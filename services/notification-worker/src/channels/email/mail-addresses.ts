import { toSingleLine } from "@chorus/contracts/text";

const ONE_ADDRESS = /^[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[a-z\d](?:[a-z\d.-]{0,251}[a-z\d])?$/i;

/** Exactly one address: after a comma or a line break there could be a second recipient, or a header. */
export function isOneAddress(address: string): boolean {
  return address.length <= 254 && ONE_ADDRESS.test(address);
}

/** A tenant's name as display name, without text that looks like an address: many programs show only the display name. */
export function senderName(name: string): string {
  const withoutAddresses = name.replaceAll(/<[^>]*>?|\S*[@＠]\S*/gu, " ").replaceAll(/[<>]/g, "");
  return toSingleLine(withoutAddresses) || "Chat";
}
