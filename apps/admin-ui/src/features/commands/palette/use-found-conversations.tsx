import type { Conversation } from "@chorus/contracts/entities/conversation";
import { markdownToPlain } from "@chorus/markdown/plain";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { MessagesSquare } from "lucide-react";
import { LIST_OF_STATUS, listedConversations, newsAt } from "../../../lib/desk/conversation-lists.ts";
import { foldText } from "../../../lib/language/fold-text.ts";
import type { PaletteItem } from "./palette-item.ts";

const MAX_SHOWN = 5;

const textOf = ({ customer, subject, tags, lastMessage }: Conversation) =>
  foldText([customer.name, subject ?? "", ...tags, lastMessage ? markdownToPlain(lastMessage.body) : ""].join(" "));

/** The conversations of the loaded lists that have every word, at once; the search finds all others. */
export function useFoundConversations(query: string): readonly PaletteItem[] {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const words = foldText(query).split(" ").filter(Boolean);
  if (words.length === 0) return [];
  return listedConversations(queryClient)
    .filter((conversation) => words.every((word) => textOf(conversation).includes(word)))
    .toSorted((one, other) => (newsAt(one) < newsAt(other) ? 1 : -1))
    .slice(0, MAX_SHOWN)
    .map(({ id, customer, subject, lastMessage, status }) => ({
      id: `conversation ${id}`,
      group: "conversations",
      label: customer.name,
      before: <MessagesSquare aria-hidden="true" size={15} className="mx-1 text-ink-3" />,
      note: subject ?? (lastMessage ? markdownToPlain(lastMessage.body).replace(/\s+/g, " ") : ""),
      run: () =>
        void navigate({
          to: "/inbox/$filter/$conversationId",
          params: { filter: LIST_OF_STATUS[status], conversationId: id },
        }),
    }));
}
