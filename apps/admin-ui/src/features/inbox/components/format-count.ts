import { COUNT_LIMIT, type countConversations } from "@chorus/contracts/routes/conversations";
import type { z } from "zod";
import { type Filter, teamOf } from "../../../lib/desk/conversation-lists.ts";

export type Counts = z.infer<(typeof countConversations)["responses"][200]>;

/** How many a list has; undefined for one that nobody counts. */
export function countIn(counts: Counts | undefined, filter: Filter): number | undefined {
  const teamId = teamOf(filter);
  if (teamId !== null) return counts?.teams.find(({ id }) => id === teamId)?.open;
  if (filter === "closed") return undefined;
  return counts?.[filter as "mine" | "here" | "queue" | "open" | "snoozed"] ?? undefined;
}

/** "12", "1000+" where counting has ended; empty for none. */
export function formatCount(count: number | undefined): string {
  if (!count) return "";
  return count >= COUNT_LIMIT ? `${COUNT_LIMIT}+` : String(count);
}
