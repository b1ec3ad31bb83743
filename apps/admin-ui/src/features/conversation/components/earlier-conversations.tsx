import type { Conversation } from "@chorus/contracts/entities/conversation";
import { Link } from "@tanstack/react-router";
import { History } from "lucide-react";
import { Loaded } from "../../../components/ui/page.tsx";
import { LIST_OF_STATUS } from "../../../lib/desk/conversation-lists.ts";
import { formatDate } from "../../../lib/language/format-time.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { useEarlierConversations } from "../api/use-customer.ts";
import { conversationTexts } from "../conversation-texts.ts";

export function EarlierConversations({ conversation }: { conversation: Conversation }) {
  const t = useTexts(conversationTexts);
  const earlier = useEarlierConversations(conversation.customer.id, conversation.id);
  return (
    <section aria-label={t.earlier} className="border-t border-line pt-4">
      <h3 className="mb-1.5 text-sm font-medium">{t.earlier}</h3>
      <Loaded query={earlier}>
        {(items) =>
          items.length === 0 ? (
            <p className="text-sm text-ink-mute">{t.noEarlier}</p>
          ) : (
            <ul className="-mx-2">
              {items.map((item) => (
                <li key={item.id}>
                  <Link
                    to="/inbox/$filter/$conversationId"
                    params={{ filter: LIST_OF_STATUS[item.status], conversationId: item.id }}
                    className="flex items-start gap-2 rounded-control px-2 py-1.5 text-sm hover:bg-hover"
                  >
                    <History aria-hidden="true" size={14} className="mt-0.5 shrink-0 text-ink-mute" />
                    <span className="min-w-0 flex-1">
                      <span className="block text-xs text-ink-mute">{formatDate(item.updatedAt)}</span>
                      <span dir="auto" className="block truncate">
                        {item.subject ?? item.lastMessage?.body ?? t.conversationOf(formatDate(item.createdAt))}
                      </span>
                    </span>
                  </Link>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </section>
  );
}
