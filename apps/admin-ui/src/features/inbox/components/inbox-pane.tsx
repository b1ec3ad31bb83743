import type { Filter } from "../../../lib/desk/conversation-lists.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { inboxTexts } from "../inbox-texts.ts";
import { AcceptNextButton } from "./accept-next-button.tsx";
import { ConversationList } from "./conversation-list.tsx";
import { FilterTabs } from "./filter-tabs.tsx";

export function InboxPane({ filter, selectedId }: { filter: Filter; selectedId: string | null }) {
  const t = useTexts(inboxTexts);
  return (
    <section aria-label={t.title} className="flex h-full min-h-0 flex-col bg-surface">
      <header className="flex h-14 shrink-0 items-center justify-between gap-2 px-4">
        <h2 className="text-title font-semibold tracking-tight">{t.title}</h2>
        <AcceptNextButton />
      </header>
      <FilterTabs filter={filter} />
      <ConversationList key={filter} filter={filter} selectedId={selectedId} />
    </section>
  );
}
