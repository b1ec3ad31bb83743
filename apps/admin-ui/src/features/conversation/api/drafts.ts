import { storedText, type StoredText } from "@chorus/client-sdk/safe-storage";
import type { MessageKind } from "@chorus/contracts/entities/message";

/** Where storage is blocked a draft is kept in memory only, so each has one owner. */
const drafts = new Map<string, StoredText>();

function draftOf(userId: string, conversationId: string, kind: MessageKind): StoredText {
  const key = `chorus.draft.${userId}.${conversationId}.${kind}`;
  const known = drafts.get(key) ?? storedText(() => localStorage, key);
  drafts.set(key, known);
  return known;
}

export function readDraft(userId: string, conversationId: string, kind: MessageKind): string {
  return draftOf(userId, conversationId, kind).get() ?? "";
}

export function keepDraft(userId: string, conversationId: string, kind: MessageKind, text: string): void {
  draftOf(userId, conversationId, kind).set(text === "" ? undefined : text);
}
