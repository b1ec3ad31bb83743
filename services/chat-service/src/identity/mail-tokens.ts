import { type ConversationLink, readConversationLink } from "@chorus/auth/conversation-link";
import { readPasswordLinkToken } from "@chorus/auth/password-link";
import { readReplyToken } from "@chorus/auth/reply-address";
import { readUnsubscribeToken } from "@chorus/auth/unsubscribe-link";
import type { ChatContext } from "../context.ts";

/*
 * What mails lead to is signed with LINK_SECRET, which notification-worker has too. In mails that were sent before there was one, it
 * is signed with CHORUS_SECRET: those links go on working, and chat-service alone can say so.
 */

/** @returns null for anything this platform has not signed */
export function readPasswordLink({ config }: ChatContext, token: string) {
  const { links, chorus } = config.secrets;
  return readPasswordLinkToken(links, token) ?? readPasswordLinkToken(chorus, token);
}

/** @returns null for anything this platform has not signed, and when it has ended */
export function readMailedConversation({ config, clock }: ChatContext, token: string): ConversationLink | null {
  const { links, chorus } = config.secrets;
  return readConversationLink(links, token, clock.now()) ?? readConversationLink(chorus, token, clock.now());
}

/** Was it signed before there was a LINK_SECRET? Those of later mails notification-worker reads itself. */
export function isOldMailToken(
  { config }: ChatContext,
  { kind, token }: { kind: "unsubscribe" | "reply"; token: string },
): boolean {
  const read = { unsubscribe: readUnsubscribeToken, reply: readReplyToken }[kind];
  return read(config.secrets.chorus, token) !== null;
}
