import { Link } from "@tanstack/react-router";
import { classNames } from "../../../lib/browser/class-names.ts";
import { revealInStrip } from "../../../lib/browser/reveal.ts";
import { type ConversationPages, type Filter, FILTERS } from "../../../lib/desk/conversation-lists.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { inboxTexts } from "../inbox-texts.ts";
import { useConversationList } from "../api/use-conversation-list.ts";

/** The filters, with counts where a count asks for work. */
export function FilterTabs({ filter }: { filter: Filter }) {
  const t = useTexts(inboxTexts);
  const queue = useConversationList("queue");
  const mine = useConversationList("mine");
  const counts: Partial<Record<Filter, string | null>> = { queue: countOf(queue.data), mine: countOf(mine.data) };
  return (
    <nav aria-label={t.filters} className="flex gap-0.5 overflow-x-auto px-2.5 pb-2">
      {FILTERS.map((name) => (
        <Link
          key={name}
          to="/inbox/$filter"
          ref={name === filter ? revealInStrip : undefined}
          params={{ filter: name }}
          aria-current={name === filter ? "page" : undefined}
          className={classNames(
            "inline-flex h-8 shrink-0 items-center gap-1 rounded-control px-1.5 text-sm whitespace-nowrap transition-colors duration-150",
            name === filter ? "bg-accent-soft font-medium text-accent-text" : "text-ink-soft hover:bg-hover",
          )}
        >
          {t.names[name]}
          {counts[name] && (
            <span
              className={classNames("text-xs tabular-nums", name === filter ? "text-accent-text" : "text-ink-mute")}
            >
              {counts[name]}
            </span>
          )}
        </Link>
      ))}
    </nav>
  );
}

/** The number of loaded rows, with a plus when there are more: the server does not count. */
function countOf(pages: Pick<ConversationPages, "pages"> | undefined): string | null {
  const loaded = pages?.pages.reduce((sum, page) => sum + page.items.length, 0) ?? 0;
  if (loaded === 0) return null;
  return pages?.pages.at(-1)?.nextCursor ? `${loaded}+` : String(loaded);
}
