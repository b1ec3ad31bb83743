import { toSingleLine } from "@chorus/contracts/text";

/** A company's name as a sender's, without what looks like an address: many programs show the name and hide the real one. */
export function senderName(name: string): string {
  const withoutAddresses = name.replaceAll(/<[^>]*>?|\S*[@＠]\S*/gu, " ").replaceAll(/[<>]/g, "");
  return toSingleLine(withoutAddresses) || "Chat";
}
