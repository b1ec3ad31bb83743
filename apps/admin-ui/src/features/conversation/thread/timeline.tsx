import { ArrowDown } from "lucide-react";
import { useEffect, useMemo, useRef, useState } from "react";
import { Virtualizer, type VirtualizerHandle } from "virtua";
import { Button } from "../../../components/ui/button.tsx";
import { showProblem } from "../../../lib/desk/notices.ts";
import { useDeskSession } from "../../../lib/session/session-context.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { timelineTexts } from "../timeline-texts.ts";
import { useReadMarker } from "../api/use-read-marker.ts";
import type { OpenConversation } from "../api/use-conversation.ts";
import { type TimelineRow, timelineRows } from "./timeline-rows.ts";
import { TimelineRowView } from "./timeline-row-view.tsx";
import { TypingLine } from "./typing-line.tsx";
import { useLinkedMessage } from "./use-linked-message.ts";
import { useEndFollower } from "./use-end-follower.ts";

const NEAR_TOP_PX = 300;

export function Timeline({ stream, log, conversation }: OpenConversation) {
  const t = useTexts(timelineTexts);
  const { user } = useDeskSession();
  const scroller = useRef<HTMLDivElement>(null);
  const virtualizer = useRef<VirtualizerHandle>(null);
  // The read position when it was opened: the separator stays there until it is opened again.
  const [unread] = useState(() => {
    const own = log.receipts.get(user.id);
    return own ? { afterSeq: own.readSeq, upToSeq: log.lastSeq } : null;
  });
  const rows = useMemo(
    () => timelineRows({ log, self: user, customerId: conversation?.customer.id ?? null, unread }),
    [log, user, conversation?.customer.id, unread],
  );
  const { isAtEnd, onScroll, onResize, goToEnd, leaveEnd } = useEndFollower(scroller, virtualizer, rows.length, log);
  const { hasOlder, isLoadingOlder } = log;
  const linkedSeq = useLinkedMessage({ rows, stream, hasOlder, isLoadingOlder, virtualizer, leaveEnd });
  useReadMarker(stream, log.lastSeq, isAtEnd);
  const newCount = useNewCount(rows.filter((row) => row.type === "message" && !row.isOwn).length, isAtEnd);
  const [isNearTop, setIsNearTop] = useState(false);
  const isPrepending = useIsPrepending(rows);

  // One's own new message always scrolls to the end.
  const newestOutgoing = log.outgoing.at(-1)?.clientMessageId;
  useEffect(() => {
    if (newestOutgoing !== undefined) goToEnd();
  }, [newestOutgoing, goToEnd]);

  const loadOlder = () => {
    if (log.hasOlder && !log.isLoadingOlder) stream.loadOlder().catch(showProblem);
  };
  // A jump to the top is a single scroll event, which still sees the previous state, so this is not done in the handler.
  useEffect(() => {
    if (isNearTop && !isAtEnd && hasOlder && !isLoadingOlder) stream.loadOlder().catch(showProblem);
  }, [isNearTop, isAtEnd, hasOlder, isLoadingOlder, stream]);
  const updateNearTop = () => setIsNearTop((scroller.current?.scrollTop ?? 0) < NEAR_TOP_PX);
  const handleScroll = () => {
    onScroll();
    updateNearTop();
  };
  const handleResize = () => {
    onResize();
    updateNearTop();
  };

  return (
    <>
      <div className="relative min-h-0 flex-1">
        <div
          ref={scroller}
          role="log"
          aria-label={t.messages}
          aria-live="polite"
          aria-relevant="additions"
          // Scrolling has to work with the keyboard, too (axe: scrollable-region-focusable).
          tabIndex={0}
          className="flex h-full flex-col overflow-y-auto outline-offset-[-2px] [overflow-anchor:none]"
        >
          {/* Keeps few messages at the bottom; without height of its own, as rows are measured from the top. */}
          <div className="flex-1" />
          <Virtualizer
            ref={virtualizer}
            scrollRef={scroller}
            data={rows}
            shift={isPrepending}
            onScroll={handleScroll}
            onResize={handleResize}
          >
            {(row) => <TimelineRowView key={row.key} row={row} selfId={user.id} linkedSeq={linkedSeq} />}
          </Virtualizer>
        </div>
        {log.hasOlder && isNearTop && (
          <Button
            isBusy={log.isLoadingOlder}
            onClick={loadOlder}
            className="absolute top-2 left-1/2 -translate-x-1/2 animate-appear rounded-full shadow-float"
          >
            {log.isLoadingOlder ? t.loadingEarlier : t.earlier}
          </Button>
        )}
        {!isAtEnd && (
          <Button
            onClick={goToEnd}
            className="absolute bottom-3 left-1/2 -translate-x-1/2 animate-appear rounded-full shadow-float"
            aria-label={newCount > 0 ? t.newOnesGo(newCount) : t.goToNewest}
          >
            {newCount > 0 && <span className="tabular-nums">{t.newOnes(newCount)}</span>}
            <ArrowDown aria-hidden="true" size={15} />
          </Button>
        )}
      </div>
      <TypingLine userIds={log.typing} conversation={conversation} />
    </>
  );
}

/** Messages of others since the end was last in view. */
function useNewCount(count: number, isAtEnd: boolean): number {
  const [seen, setSeen] = useState(count);
  if (isAtEnd && seen !== count) setSeen(count);
  return Math.max(0, count - seen);
}

/** True as long as the rows shown are those that came with an older page put in front. */
function useIsPrepending(rows: readonly TimelineRow[]): boolean {
  const [seen, setSeen] = useState({ rows, isPrepending: false });
  if (seen.rows === rows) return seen.isPrepending;
  const before = seen.rows[0]?.key;
  const isPrepending = before !== undefined && before !== rows[0]?.key;
  setSeen({ rows, isPrepending });
  return isPrepending;
}
