import type { QueryClient } from "@tanstack/react-query";
import { listedConversations } from "../../../lib/desk/conversation-lists.ts";

/** The tags of the loaded conversations, the most used first. */
export function knownTags(queryClient: QueryClient): readonly string[] {
  const used = new Map<string, number>();
  for (const { tags } of listedConversations(queryClient)) {
    for (const tag of tags) used.set(tag, (used.get(tag) ?? 0) + 1);
  }
  return [...used].toSorted((one, other) => other[1] - one[1]).map(([tag]) => tag);
}
