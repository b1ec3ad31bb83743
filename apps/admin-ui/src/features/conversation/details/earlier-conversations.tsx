import type { Conversation } from "@chorus/contracts/entities/conversation";
import { markdownToPlain } from "@chorus/markdown/plain";
import { Link } from "@tanstack/react-router";
import { RatingMark } from "../../../components/ui/rating-mark.tsx";
import { Loaded } from "../../../components/ui/page.tsx";
import { useNowMs } from "../../../lib/browser/now.ts";
import { classNames } from "../../../lib/browser/class-names.ts";
import { LIST_OF_STATUS } from "../../../lib/desk/conversation-lists.ts";
import { formatDate, formatShort } from "../../../lib/language/format-time.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { useEarlierConversations } from "../api/use-customer.ts";
import { conversationTexts } from "../conversation-texts.ts";
import { detailsTexts } from "../details-texts.ts";

const DOTS = { queued: "bg-amber", open: "bg-blue", snoozed: "bg-violet", closed: "bg-green" } as const;

/** The customer's other conversations, with how each ended; nothing for who has none. */
export function EarlierConversations({ conversation }: { conversation: Conversation }) {
  const t = useTexts(conversationTexts);
  const earlier = useEarlierConversations(conversation.customer.id, conversation.id);
  if (earlier.data?.length === 0) return null;
  return (
    <section aria-label={t.earlier}>
      <h3 className="mb-1 flex h-6 items-center text-sm font-semibold">{t.earlier}</h3>
      <Loaded query={earlier}>
        {(items) => (
          <ul className="-mx-2">
            {items.map((item) => (
              <li key={item.id}>
                <Row item={item} />
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </section>
  );
}

function Row({ item }: { item: Conversation }) {
  const t = useTexts(conversationTexts);
  const d = useTexts(detailsTexts);
  const nowMs = useNowMs();
  const about = item.subject ?? (item.lastMessage && markdownToPlain(item.lastMessage.body).replace(/\s+/g, " "));
  return (
    <Link
      to="/inbox/$filter/$conversationId"
      params={{ filter: LIST_OF_STATUS[item.status], conversationId: item.id }}
      className="flex h-8 items-center gap-2 rounded-control px-2 text-sm hover:bg-hover"
    >
      <span title={d.statuses[item.status]} className={classNames("size-2 shrink-0 rounded-full", DOTS[item.status])} />
      <span className="sr-only">{d.statuses[item.status]}: </span>
      <bdi className="min-w-0 flex-1 truncate">{about ?? t.conversationOf(formatDate(item.createdAt))}</bdi>
      {item.rating && <RatingMark rating={item.rating} />}
      <time dateTime={item.updatedAt} className="shrink-0 text-xs text-ink-3">
        {formatShort(item.updatedAt, nowMs)}
      </time>
    </Link>
  );
}
