import type { MessageKind } from "@chorus/contracts/entities/message";

const keyOf = (userId: string, conversationId: string, kind: MessageKind) =>
  `chorus.draft.${userId}.${conversationId}.${kind}`;

export function readDraft(userId: string, conversationId: string, kind: MessageKind): string {
  return localStorage.getItem(keyOf(userId, conversationId, kind)) ?? "";
}

export function keepDraft(userId: string, conversationId: string, kind: MessageKind, text: string): void {
  const key = keyOf(userId, conversationId, kind);
  if (text === "") localStorage.removeItem(key);
  else localStorage.setItem(key, text);
}
