import { Check, CheckCheck, Clock, CircleAlert, Lock, MailWarning } from "lucide-react";
import { memo } from "react";
import { Avatar } from "../../../components/ui/avatar.tsx";
import { classNames } from "../../../lib/browser/class-names.ts";
import { formatClock, formatExact } from "../../../lib/language/format-time.ts";
import { useDeskSession } from "../../../lib/session/session-context.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { messageTexts } from "../message-texts.ts";
import { HiddenText } from "./hidden-text.tsx";
import { MessageMenu } from "./message-menu.tsx";
import type { Delivery, MessageRow } from "./timeline-rows.ts";

interface MessageBubbleProps {
  row: MessageRow;
  /** A link has led here. */
  isLinked: boolean;
}

export const MessageBubble = memo(function MessageBubble({ row, isLinked }: MessageBubbleProps) {
  const t = useTexts(messageTexts);
  const isNote = row.kind === "note";
  const name = row.isOwn ? t.you : row.authorName;
  const isRight = row.isOwn || !row.isFromCustomer;
  return (
    <article
      aria-label={isNote ? t.noteBy(name) : name}
      className={classNames("group flex gap-2.5", isRight && "flex-row-reverse", row.startsGroup ? "pt-3" : "pt-0.5")}
    >
      <span className="w-6 shrink-0 self-end pb-5">
        {row.endsGroup && <Avatar name={row.authorName} id={row.authorId ?? row.authorName} size="small" />}
      </span>
      <div
        className={classNames("flex max-w-[min(85%,560px)] min-w-0 flex-col", isRight ? "items-end" : "items-start")}
      >
        {row.startsGroup && (!row.isOwn || isNote) && (
          <span className="mb-1 flex items-center gap-1 px-1 text-xs text-ink-mute">
            {isNote && <Lock aria-hidden="true" size={11} />}
            {isNote ? t.noteLine(name) : row.authorName}
          </span>
        )}
        <div
          dir="auto"
          title={formatExact(row.at)}
          className={classNames(
            "max-w-full rounded-bubble px-3.5 py-2 text-base break-words whitespace-pre-wrap",
            isNote
              ? "border border-note-line bg-note text-note-ink"
              : row.isOwn
                ? "bg-accent text-accent-ink"
                : isRight
                  ? "bg-accent-soft text-ink"
                  : "bg-bubble text-ink",
            row.endsGroup && (isRight ? "rounded-br-[5px]" : "rounded-bl-[5px]"),
            row.delivery === "failed" && "ring-2 ring-danger",
            isLinked && "ring-2 ring-accent-text ring-offset-2 ring-offset-surface",
          )}
        >
          {row.isDeleted ? <span className="italic opacity-90">{t.deleted}</span> : row.body}
        </div>
        {row.mail && row.mail.quoted !== "" && !row.isDeleted && (
          <HiddenText show={t.showQuoted} hide={t.hideQuoted} label={t.quoted} text={row.mail.quoted} />
        )}
        {row.delivery === "failed" ? <FailedLine row={row} /> : (row.endsGroup || row.mail) && <MetaLine row={row} />}
      </div>
      {row.stored && !row.isDeleted && <MessageMenu row={row} stored={row.stored} />}
    </article>
  );
});

function MetaLine({ row }: { row: MessageRow }) {
  const t = useTexts(messageTexts);
  return (
    <span className="mt-0.5 flex h-[18px] items-center gap-1 px-1 text-xs text-ink-mute">
      <time dateTime={row.at} title={formatExact(row.at)}>
        {formatClock(row.at)}
      </time>
      {row.isEdited && !row.isDeleted && <span>· {t.edited}</span>}
      {row.mail && !row.isDeleted && (row.mail.isVerified ? <span>· {t.byMail}</span> : <NotVerified />)}
      {row.delivery && <Ticks delivery={row.delivery} />}
    </span>
  );
}

function NotVerified() {
  const t = useTexts(messageTexts);
  return (
    <span title={t.notVerifiedText} className="inline-flex items-center gap-1">
      · {t.byMail} · <MailWarning aria-hidden="true" size={13} className="text-danger" />
      <span className="text-danger">{t.notVerified}</span>
      <span className="sr-only">{t.notVerifiedText}</span>
    </span>
  );
}

const TICKS = {
  pending: Clock,
  sent: Check,
  delivered: CheckCheck,
  read: CheckCheck,
} as const;

function Ticks({ delivery }: { delivery: Delivery }) {
  const t = useTexts(messageTexts);
  if (delivery === "failed") return null;
  const Icon = TICKS[delivery];
  const word = t.ticks[delivery];
  return (
    <span title={word} className={classNames("inline-flex", delivery === "read" && "text-accent-text")}>
      <Icon aria-hidden="true" size={14} strokeWidth={delivery === "read" ? 2.5 : 2} />
      <span className="sr-only">{word}</span>
    </span>
  );
}

function FailedLine({ row }: { row: MessageRow }) {
  const { chat } = useDeskSession();
  const t = useTexts(messageTexts);
  const { outgoing } = row;
  if (!outgoing) return null;
  const isNewer = outgoing.error?.code === "conflict";
  return (
    <span
      role="alert"
      className="mt-1 flex flex-wrap items-center justify-end gap-x-2 gap-y-0.5 px-1 text-xs text-danger"
    >
      <CircleAlert aria-hidden="true" size={13} />
      <span>{isNewer ? t.newer : t.notSent(outgoing.error?.detail ?? "")}</span>
      <button type="button" className="font-semibold underline" onClick={() => chat.retry(outgoing.clientMessageId)}>
        {isNewer ? t.sendAnyway : t.tryAgain}
      </button>
      <button type="button" className="font-semibold underline" onClick={() => chat.discard(outgoing.clientMessageId)}>
        {t.discard}
      </button>
    </span>
  );
}
