import type { Conversation } from "@chorus/contracts/entities/conversation";
import { getPresence } from "@chorus/contracts/routes/presence";
import { useQuery } from "@tanstack/react-query";
import { useDeskSession } from "../../../lib/session/session-context.ts";

const POLL_MS = 30_000;
/** The route's limit. */
const MAX_PEOPLE = 200;

/** Refreshes the presence of listed customers; pushes come only for open conversations. */
export function useCustomersPresence(conversations: readonly Conversation[]): void {
  const { rest, presence } = useDeskSession();
  const ids = [...new Set(conversations.map((conversation) => conversation.customer.id))]
    .slice(0, MAX_PEOPLE)
    .toSorted();
  useQuery({
    queryKey: ["presence", ids],
    enabled: ids.length > 0,
    refetchInterval: POLL_MS,
    queryFn: async ({ signal }) => {
      const { items } = await rest.call(getPresence, { query: { userIds: ids.join(",") }, signal });
      presence.note(items);
      return items;
    },
  });
}
