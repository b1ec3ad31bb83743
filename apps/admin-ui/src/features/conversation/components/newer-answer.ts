import type { TimelineEntry } from "@chorus/client-sdk/conversation/timeline";

/** Which colleague answered the customer after `seq`, if one did: what is being written does not know of it. */
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
