import { useParams } from "@tanstack/react-router";
import { MessagesSquare } from "lucide-react";
import { PanelMessage } from "../components/ui/panel-message.tsx";
import { ConversationPane } from "../features/conversation/components/conversation-pane.tsx";
import { InboxPane } from "../features/inbox/components/inbox-pane.tsx";
import { classNames } from "../lib/browser/class-names.ts";
import type { Filter } from "../lib/desk/conversation-lists.ts";
import { useTexts } from "../lib/language/texts.ts";
import { appTexts } from "./app-texts.ts";

/** List, conversation and details side by side; on a phone one at a time. */
export function InboxPage() {
  const t = useTexts(appTexts);
  const params = useParams({ strict: false });
  // The route has checked it.
  const filter = params.filter as Filter;
  const selectedId = params.conversationId ?? null;
  return (
    <main className="flex min-h-0 min-w-0 flex-1">
      <h1 className="sr-only">{t.conversations}</h1>
      <div
        className={classNames(
          "min-h-0 shrink-0 border-line md:w-[340px] md:border-r max-md:w-full",
          selectedId && "max-md:hidden",
        )}
      >
        <InboxPane filter={filter} selectedId={selectedId} />
      </div>
      {selectedId ? (
        <ConversationPane key={selectedId} conversationId={selectedId} filter={filter} />
      ) : (
        <section aria-label={t.conversation} className="min-w-0 flex-1 bg-surface max-md:hidden">
          <PanelMessage icon={MessagesSquare} title={t.noneSelected.title}>
            {t.noneSelected.text}
          </PanelMessage>
        </section>
      )}
    </main>
  );
}
