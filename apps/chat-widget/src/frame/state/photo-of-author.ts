import type { CustomerConversation } from "@chorus/contracts/entities/conversation";

/** Messages name their author without a photo; of the one who has the conversation it is known. */
export function photoOfAuthor(
  author: { id: string | null },
  assignee: CustomerConversation["assignee"] | undefined,
): string | null {
  return assignee && author.id === assignee.id ? assignee.avatar : null;
}
