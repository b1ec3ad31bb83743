import type { Conversation } from "@chorus/contracts/entities/conversation";
import type { Customer } from "@chorus/contracts/entities/people";
import { listConversations } from "@chorus/contracts/routes/conversations";
import { useQueries, useQuery } from "@tanstack/react-query";
import { isDeskConversation } from "../../../lib/desk/conversation-lists.ts";
import { customersFound } from "../../../lib/desk/find-customers.ts";
import { useDeskSession } from "../../../lib/session/session-context.ts";

export interface FoundPerson {
  customer: Customer;
  /** Their latest one; null also while it is being read. */
  conversation: Conversation | null;
}

/** Customers by name, address or number, each with the latest conversation; none while they are looked for. */
export function useFoundPeople(question: string): readonly FoundPerson[] {
  const session = useDeskSession();
  const { data: customers = [] } = useQuery(customersFound(session, question));
  const latest = useQueries({
    queries: customers.map(({ id }) => ({
      queryKey: ["latest-conversation", id],
      queryFn: async ({ signal }: { signal: AbortSignal }) => {
        const { items } = await session.rest.call(listConversations, { query: { customerId: id, limit: 1 }, signal });
        return items.find(isDeskConversation) ?? null;
      },
    })),
  });
  return customers.map((customer, index) => ({ customer, conversation: latest[index]?.data ?? null }));
}
