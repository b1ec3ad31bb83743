import { formatClock, formatDay, formatExact } from "../../../lib/language/format-time.ts";
import { useNowMs } from "../../../lib/browser/now.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { messageTexts } from "../message-texts.ts";
import { timelineTexts } from "../timeline-texts.ts";
import { eventText } from "../event-texts.ts";
import { HiddenText } from "./hidden-text.tsx";
import { MessageBubble } from "./message-bubble.tsx";
import type { EventRow, TimelineRow } from "./timeline-rows.ts";

interface TimelineRowViewProps {
  row: TimelineRow;
  selfId: string;
  /** The message a link names. */
  linkedSeq: number | null;
}

/** A row with the separators above it, so that adding an older page does not change the rows below. */
export function TimelineRowView({ row, selfId, linkedSeq }: TimelineRowViewProps) {
  return (
    <div className="mx-auto w-full max-w-[760px] px-5">
      {row.startsDay && <DaySeparator at={row.at} />}
      {row.startsNew && <NewLine />}
      {row.type === "message" ? (
        <MessageBubble row={row} isLinked={linkedSeq !== null && row.stored?.seq === linkedSeq} />
      ) : (
        <EventLine row={row} selfId={selfId} />
      )}
    </div>
  );
}

function DaySeparator({ at }: { at: string }) {
  const nowMs = useNowMs();
  return (
    <div className="flex items-center gap-3 pt-4 pb-1 text-tiny font-medium text-ink-3">
      <span className="h-px flex-1 bg-line" />
      <time dateTime={at}>{formatDay(at, nowMs)}</time>
      <span className="h-px flex-1 bg-line" />
    </div>
  );
}

function NewLine() {
  const t = useTexts(timelineTexts);
  return (
    <div className="flex items-center gap-3 pt-3 text-tiny font-medium text-accent-ink">
      <span className="h-px flex-1 bg-accent-line" />
      {t.newLine}
      <span className="h-px flex-1 bg-accent-line" />
    </div>
  );
}

function EventLine({ row, selfId }: { row: EventRow; selfId: string }) {
  const t = useTexts(messageTexts);
  const text = eventText(row.event, selfId, row.before);
  if (text === null) return null;
  const line = (
    <p className="px-8 pt-2.5 text-center text-xs text-ink-3">
      {text}
      <time dateTime={row.at} title={formatExact(row.at)} className="ml-1.5">
        {formatClock(row.at)}
      </time>
    </p>
  );
  if (row.event.kind !== "mail.automatic" || row.event.data.body === "") return line;
  return (
    <div className="flex flex-col items-center">
      {line}
      <HiddenText show={t.showAutomatic} hide={t.hideAutomatic} label={t.automatic} text={row.event.data.body} />
    </div>
  );
}
