import type { Conversation } from "@chorus/contracts/entities/conversation";
import { newsAt } from "../../../lib/desk/conversation-lists.ts";

type GroupName = "here" | "waiting" | "answered";

/** A row of the list: a group's head, or a conversation. */
export type ListRow =
  | { type: "group"; id: string; name: GroupName; count: number; longestSince: string | null }
  | { type: "conversation"; id: string; conversation: Conversation };

const rowOf = (conversation: Conversation): ListRow => ({
  type: "conversation",
  id: conversation.id,
  conversation,
});

/**
 * The rows in groups by who loses most if nobody looks: whoever sits there now, whoever waits (longest first), the rest. Groups of
 * none are left out, and where nobody waits there are no heads.
 * @param keepsOrder within a group, as the queue has one of its own
 */
export function grouped(
  conversations: readonly Conversation[],
  isHere: (customerId: string) => boolean,
  keepsOrder = false,
): readonly ListRow[] {
  const groups: Record<GroupName, Conversation[]> = { here: [], waiting: [], answered: [] };
  for (const conversation of conversations) {
    const name = isHere(conversation.customer.id)
      ? "here"
      : conversation.waitingSince !== null
        ? "waiting"
        : "answered";
    groups[name].push(conversation);
  }
  if (!keepsOrder)
    groups.waiting.sort((one, other) => ((one.waitingSince ?? "") < (other.waitingSince ?? "") ? -1 : 1));
  if (!keepsOrder) groups.here.sort((one, other) => Number(newsAt(one) < newsAt(other)) * 2 - 1);
  const shown = (["here", "waiting", "answered"] as const).filter((name) => groups[name].length > 0);
  if (shown.length === 1 && shown[0] === "answered") return groups.answered.map(rowOf);
  return shown.flatMap((name) => [
    {
      type: "group" as const,
      id: `group ${name}`,
      name,
      count: groups[name].length,
      longestSince: name === "waiting" ? (groups.waiting[0]?.waitingSince ?? null) : null,
    },
    ...groups[name].map(rowOf),
  ]);
}

export const ungrouped = (conversations: readonly Conversation[]): readonly ListRow[] => conversations.map(rowOf);
