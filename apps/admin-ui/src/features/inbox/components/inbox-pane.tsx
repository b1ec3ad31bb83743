import { type Filter, teamOf } from "../../../lib/desk/conversation-lists.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { useCounts } from "../api/use-counts.ts";
import { inboxTexts } from "../inbox-texts.ts";
import { AcceptNextButton } from "./accept-next-button.tsx";
import { ConversationList } from "./conversation-list.tsx";
import { countIn, formatCount } from "./format-count.ts";
import { FilterTabs } from "./filter-tabs.tsx";

/** One list of conversations with its name and count. */
export function InboxPane({ filter, selectedId }: { filter: Filter; selectedId: string | null }) {
  const t = useTexts(inboxTexts);
  const counts = useCounts();
  const teamId = teamOf(filter);
  const team = counts?.teams.find(({ id }) => id === teamId);
  const name = teamId === null ? t.names[filter as keyof typeof t.names] : (team?.name ?? t.team);
  const count = formatCount(countIn(counts, filter));
  return (
    <section aria-label={t.title} className="flex h-full min-h-0 flex-col bg-surface">
      <header className="flex h-14 shrink-0 items-center gap-2 pr-3 pl-4">
        <h2 className="min-w-0 truncate text-title font-semibold tracking-[-0.011em]">{name}</h2>
        <span className="flex-1 text-sm font-[450] text-ink-3 tabular-nums">{count}</span>
        <AcceptNextButton />
      </header>
      <FilterTabs filter={filter} />
      <ConversationList key={filter} filter={filter} selectedId={selectedId} />
    </section>
  );
}
