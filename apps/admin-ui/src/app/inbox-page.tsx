import { useParams } from "@tanstack/react-router";
import { MessagesSquare } from "lucide-react";
import { lazy, Suspense, useEffect } from "react";
import { PanelMessage } from "../components/ui/panel-message.tsx";
import { TimelineSkeleton } from "../features/conversation/thread/timeline-skeleton.tsx";
import { InboxPane } from "../features/inbox/components/inbox-pane.tsx";
import { classNames } from "../lib/browser/class-names.ts";
import type { Filter } from "../lib/desk/conversation-lists.ts";
import { useTexts } from "../lib/language/texts.ts";
import { appTexts } from "./app-texts.ts";

const loadConversation = () => import("../features/conversation/pane/conversation-pane.tsx");
const ConversationPane = lazy(async () => ({ default: (await loadConversation()).ConversationPane }));

/** List, conversation and details side by side; on a phone one at a time. */
export function InboxPage() {
  const t = useTexts(appTexts);
  const params = useParams({ strict: false });
  // The route has checked it.
  const filter = params.filter as Filter;
  const selectedId = params.conversationId ?? null;
  useEffect(() => {
    // The list is first on the screen; the conversation is there before somebody has chosen one.
    void loadConversation();
  }, []);
  return (
    <main className="flex min-h-0 min-w-0 flex-1">
      <h1 className="sr-only">{t.conversations}</h1>
      <div
        className={classNames(
          "min-h-0 shrink-0 border-line md:w-(--list) md:border-r max-md:w-full",
          selectedId && "max-md:hidden",
        )}
      >
        <InboxPane filter={filter} selectedId={selectedId} />
      </div>
      {selectedId ? (
        <Suspense fallback={<Loading label={t.conversation} />}>
          <ConversationPane key={selectedId} conversationId={selectedId} filter={filter} />
        </Suspense>
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

function Loading({ label }: { label: string }) {
  return (
    <section aria-label={label} className="flex min-w-0 flex-1 animate-late flex-col bg-surface">
      <TimelineSkeleton />
    </section>
  );
}
