import type { TimelineEntry } from "@chorus/client-sdk/conversation/timeline";

/** The colleague who has answered the customer after `seq`, if any: the draft was begun before that answer. */
export function newerAnswer(timeline: readonly TimelineEntry[], seq: number, selfId: string): string | null {
  const found = timeline.find(
    (entry) =>
      entry.type === "message" &&
      entry.seq > seq &&
      entry.message.kind === "text" &&
      entry.message.author.type === "agent" &&
      entry.message.author.id !== selfId,
  );
  return found?.type === "message" ? found.message.author.name : null;
}
