import { listConversations } from "@chorus/contracts/routes/conversations";
import { banCustomer, getCustomer, unbanCustomer } from "@chorus/contracts/routes/customers";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { isDeskConversation } from "../../../lib/desk/conversation-lists.ts";
import { useDeskSession } from "../../../lib/session/session-context.ts";

const keyOf = (customerId: string) => ["customer", customerId] as const;
const EARLIER = 10;

export function useCustomer(customerId: string) {
  const { rest } = useDeskSession();
  return useQuery({
    queryKey: keyOf(customerId),
    queryFn: ({ signal }) => rest.call(getCustomer, { params: { customerId }, signal }),
  });
}

/** The customer's other conversations, newest first. */
export function useEarlierConversations(customerId: string, conversationId: string) {
  const { rest } = useDeskSession();
  return useQuery({
    queryKey: ["earlier", customerId],
    queryFn: ({ signal }) => rest.call(listConversations, { query: { customerId, limit: EARLIER + 1 }, signal }),
    select: ({ items }) =>
      items
        .filter(isDeskConversation)
        .filter((item) => item.id !== conversationId)
        .slice(0, EARLIER),
  });
}

/** Bans a customer, or lifts the ban. */
export function useBan(customerId: string) {
  const { rest } = useDeskSession();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (what: "ban" | "unban") =>
      rest.call(what === "ban" ? banCustomer : unbanCustomer, { params: { customerId } }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: keyOf(customerId) }),
  });
}
