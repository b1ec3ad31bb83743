import type { TimelineEntry } from "@chorus/client-sdk/conversation/timeline";
import type { TimeOf } from "../../summaries/components/statements.tsx";
import { CircleAlert } from "lucide-react";
import { Dialog } from "radix-ui";
import { useMemo, useState } from "react";
import { PanelMessage } from "../../../components/ui/panel-message.tsx";
import type { Filter } from "../../../lib/desk/conversation-lists.ts";
import { formatProblem } from "../../../lib/language/format-problem.ts";
import { useMediaQuery, WIDE } from "../../../lib/browser/use-media-query.ts";
import { useConversation } from "../api/use-conversation.ts";
import { useViewing } from "../api/use-viewing.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { detailsTexts } from "../details-texts.ts";
import { timelineTexts } from "../timeline-texts.ts";
import { ComposerArea } from "../composer/composer-area.tsx";
import { ConversationDetails } from "../details/conversation-details.tsx";
import { ConversationHeader } from "../header/conversation-header.tsx";
import { Timeline } from "../thread/timeline.tsx";
import { TimelineSkeleton } from "../thread/timeline-skeleton.tsx";

/** A conversation and, beside it or over it, its details. */
export function ConversationPane({ conversationId, filter }: { conversationId: string; filter: Filter }) {
  const t = useTexts(timelineTexts);
  const d = useTexts(detailsTexts);
  const open = useConversation(conversationId);
  useViewing(open?.stream);
  const isWide = useMediaQuery(WIDE);
  const [isColumnOpen, setIsColumnOpen] = useState(true);
  const [isSheetOpen, setIsSheetOpen] = useState(false);
  const areDetailsOpen = isWide ? isColumnOpen : isSheetOpen;
  const setDetailsOpen = isWide ? setIsColumnOpen : setIsSheetOpen;
  const conversation = open?.conversation ?? null;
  const lastSeq = open?.log.lastSeq ?? 0;
  const timeOf = useTimeOf(open?.log.timeline);
  const details = (
    <ConversationDetails
      conversation={conversation}
      lastSeq={lastSeq}
      timeOf={timeOf}
      onClose={() => setDetailsOpen(false)}
    />
  );
  const isUnavailable = open?.log.status === "unavailable";
  const isLoading = !open || open.log.status === "loading";

  return (
    <>
      <section aria-label={t.conversation} className="flex min-h-0 min-w-0 flex-1 flex-col bg-surface">
        <ConversationHeader
          conversation={conversation}
          isUnavailable={isUnavailable}
          filter={filter}
          areDetailsOpen={areDetailsOpen}
          onToggleDetails={() => setDetailsOpen(!areDetailsOpen)}
        />
        {isUnavailable ? (
          <PanelMessage isError icon={CircleAlert} title={t.notShown}>
            {formatProblem(open.log.problem)}
          </PanelMessage>
        ) : isLoading ? (
          <TimelineSkeleton />
        ) : (
          <>
            <Timeline key={conversationId} {...open} />
            {conversation && (
              <ComposerArea stream={open.stream} conversation={conversation} viewers={open.log.viewers} />
            )}
          </>
        )}
      </section>
      {isWide && isColumnOpen && !isUnavailable && <div className="w-80 shrink-0 border-l border-line">{details}</div>}
      {!isWide && (
        <Dialog.Root open={isSheetOpen} onOpenChange={setIsSheetOpen}>
          <Dialog.Portal>
            <Dialog.Overlay className="fixed inset-0 z-30 animate-appear bg-black/35" />
            <Dialog.Content
              aria-describedby={undefined}
              // Focuses the panel itself: on its first button the tooltip would open, too.
              onOpenAutoFocus={(event) => {
                event.preventDefault();
                if (event.currentTarget instanceof HTMLElement) event.currentTarget.focus();
              }}
              className="fixed inset-y-0 right-0 z-40 w-80 max-w-[88vw] animate-slide-in border-l border-line bg-surface shadow-float outline-none"
            >
              <Dialog.Title className="sr-only">{d.panel}</Dialog.Title>
              {details}
            </Dialog.Content>
          </Dialog.Portal>
        </Dialog.Root>
      )}
    </>
  );
}

/** When a message was written, as far as the log is loaded. */
function useTimeOf(timeline: readonly TimelineEntry[] | undefined): TimeOf {
  return useMemo(() => {
    const times = new Map<number, string>();
    for (const entry of timeline ?? []) if (entry.type === "message") times.set(entry.seq, entry.message.createdAt);
    return (seq) => times.get(seq) ?? null;
  }, [timeline]);
}
