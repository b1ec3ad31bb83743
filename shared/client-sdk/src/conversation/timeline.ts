import type { Event } from "@chorus/contracts/entities/event";
import type { Message } from "@chorus/contracts/entities/message";

/** A message in its current version, or another event. `key` is stable from the moment of sending. */
export type TimelineEntry =
  | { readonly type: "message"; readonly key: string; readonly seq: number; readonly message: Message }
  | { readonly type: "event"; readonly key: string; readonly seq: number; readonly event: Event };

/**
 * The visible form of a log: each message once, in its newest version, at its original place; edits and deletes are
 * folded into it. After `conversation.erased` no earlier text is left.
 *
 * @param events contiguous and ascending.
 */
export function projectTimeline(events: readonly Event[]): readonly TimelineEntry[] {
  const entries: TimelineEntry[] = [];
  const indexByMessageId = new Map<string, number>();
  const keys = new Set<string>();

  const replace = (messageId: string, change: (message: Message) => Message) => {
    const index = indexByMessageId.get(messageId);
    const entry = index === undefined ? undefined : entries[index];
    // The message itself is not loaded yet; the page that contains it is projected together with this event.
    if (index === undefined || entry?.type !== "message") return;
    entries[index] = { ...entry, message: change(entry.message) };
  };

  for (const event of events) {
    switch (event.kind) {
      case "message.created":
      case "note.created": {
        const { message } = event.data;
        if (indexByMessageId.has(message.id)) break;
        indexByMessageId.set(message.id, entries.length);
        // Another author may have chosen the same clientMessageId; then the message's own id tells them apart.
        const isKeyFree = message.clientMessageId !== null && !keys.has(message.clientMessageId);
        const key = isKeyFree && message.clientMessageId !== null ? message.clientMessageId : message.id;
        keys.add(key);
        entries.push({ type: "message", key, seq: event.seq, message });
        break;
      }
      case "message.edited": {
        const edited = event.data.message;
        replace(edited.id, (message) => ({ ...edited, seq: message.seq }));
        break;
      }
      case "message.deleted":
        replace(event.data.messageId, (message) => ({
          ...message,
          body: "",
          attachments: [],
          deletedAt: event.createdAt,
        }));
        break;
      case "conversation.erased":
        for (const messageId of indexByMessageId.keys()) {
          replace(messageId, (message) => ({ ...message, body: "", attachments: [], deletedAt: event.createdAt }));
        }
        entries.push({ type: "event", key: `event-${event.seq}`, seq: event.seq, event });
        break;
      default:
        entries.push({ type: "event", key: `event-${event.seq}`, seq: event.seq, event });
    }
  }
  return entries;
}
