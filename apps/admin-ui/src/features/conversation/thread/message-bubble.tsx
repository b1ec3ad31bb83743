import { Lock, MailWarning } from "lucide-react";
import { memo, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { Avatar } from "../../../components/ui/avatar.tsx";
import { RichText } from "../../../components/ui/rich-text.tsx";
import { classNames } from "../../../lib/browser/class-names.ts";
import { formatClock, formatExact } from "../../../lib/language/format-time.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { useColleaguePhoto } from "../api/use-colleague-photo.ts";
import { messageTexts } from "../message-texts.ts";
import { DeliveryTicks } from "./delivery-ticks.tsx";
import { FailedLine } from "./failed-line.tsx";
import { HiddenText } from "./hidden-text.tsx";
import { MessageEditor } from "./message-editor.tsx";
import { MessageMenu } from "./message-menu.tsx";
import type { MessageRow } from "./timeline-rows.ts";

interface MessageBubbleProps {
  row: MessageRow;
  /** A link has led here. */
  isLinked: boolean;
}

/** One message: one's own on the right, everybody else's on the left with a name and a face. */
export const MessageBubble = memo(function MessageBubble({ row, isLinked }: MessageBubbleProps) {
  const t = useTexts(messageTexts);
  const [isEditing, setIsEditing] = useState(false);
  const article = useRef<HTMLElement>(null);
  const endEditing = () => {
    flushSync(() => setIsEditing(false));
    article.current?.querySelector<HTMLElement>("[aria-haspopup=menu]")?.focus();
  };
  const photo = useColleaguePhoto(row.isFromCustomer ? null : row.authorId);
  const name = row.isOwn ? t.you : row.authorName;
  return (
    <article
      ref={article}
      aria-label={row.kind === "note" ? t.noteBy(name) : name}
      className={classNames("group flex gap-2", row.isOwn && "flex-row-reverse", row.startsGroup ? "pt-3" : "pt-0.5")}
    >
      {!row.isOwn && (
        <span className="w-6 shrink-0">
          {row.startsGroup && (
            <span className="flex pt-5">
              <Avatar name={row.authorName} id={row.authorId ?? row.authorName} photo={photo} size="small" />
            </span>
          )}
        </span>
      )}
      <div
        className={classNames("flex max-w-[min(82%,520px)] min-w-0 flex-col", row.isOwn ? "items-end" : "items-start")}
      >
        {!row.isOwn && row.startsGroup && <Byline row={row} />}
        {isEditing && row.stored ? (
          <MessageEditor row={row} stored={row.stored} onClose={endEditing} />
        ) : (
          <Bubble row={row} isLinked={isLinked} />
        )}
        {row.mail && row.mail.quoted !== "" && !row.isDeleted && (
          <HiddenText show={t.showQuoted} hide={t.hideQuoted} label={t.quoted} text={row.mail.quoted} />
        )}
        {row.mail && !row.mail.isVerified && !row.isDeleted && <NotVerified />}
        <FailedLine row={row} />
      </div>
      {row.isOwn && <OwnMeta row={row} />}
      {row.stored && !row.isDeleted && !isEditing && (
        <MessageMenu row={row} stored={row.stored} onEdit={() => setIsEditing(true)} />
      )}
    </article>
  );
});

/** Who wrote it, when, and how it came. */
function Byline({ row }: { row: MessageRow }) {
  const t = useTexts(messageTexts);
  return (
    <span className="mb-0.5 flex h-[18px] max-w-full items-center gap-1.5 pl-0.5 text-xs text-ink-3">
      {row.kind === "note" && <Lock aria-hidden="true" size={11} />}
      <bdi className="min-w-0 truncate font-medium text-ink-2">{row.authorName}</bdi>
      {row.kind === "note" && <span>{t.noteMark}</span>}
      <Clock at={row.at} />
      {row.mail && !row.isDeleted && <span>{t.byMail}</span>}
    </span>
  );
}

/** Left of one's own bubble, where it costs no height: the time on the first of a group, the ticks on the last. */
function OwnMeta({ row }: { row: MessageRow }) {
  const t = useTexts(messageTexts);
  return (
    <span className="flex h-[33px] shrink-0 items-center gap-1.5 text-xs text-ink-3">
      {row.kind === "note" && row.startsGroup && (
        <span className="inline-flex items-center gap-1">
          <Lock aria-hidden="true" size={11} />
          {t.noteMark}
        </span>
      )}
      {row.startsGroup && <Clock at={row.at} />}
      {row.delivery && row.endsGroup && <DeliveryTicks delivery={row.delivery} />}
    </span>
  );
}

function Clock({ at }: { at: string }) {
  return (
    <time dateTime={at} title={formatExact(at)}>
      {formatClock(at)}
    </time>
  );
}

function Bubble({ row, isLinked }: MessageBubbleProps) {
  const t = useTexts(messageTexts);
  return (
    <div
      dir="auto"
      title={formatExact(row.at)}
      className={classNames(
        "rich-text max-w-full px-3 py-1.5 text-base break-words whitespace-pre-wrap",
        row.kind === "note"
          ? "rounded-card bg-note text-note-ink inset-ring inset-ring-note-line"
          : classNames(
              "rounded-bubble text-ink",
              row.isFromCustomer ? "bg-them" : "bg-own text-own-ink",
              row.startsGroup && (row.isOwn ? "rounded-se-[6px]" : "rounded-ss-[6px]"),
            ),
        row.delivery === "failed" && "ring-2 ring-red-ink",
        isLinked && "ring-2 ring-accent-ink ring-offset-2 ring-offset-surface",
      )}
    >
      {row.isDeleted ? <span className="text-ink-3 italic">{t.deleted}</span> : <RichText text={row.body} />}
      {row.isEdited && !row.isDeleted && <span className="ml-2 text-tiny text-ink-3">{t.edited}</span>}
    </div>
  );
}

function NotVerified() {
  const t = useTexts(messageTexts);
  return (
    <span title={t.notVerifiedText} className="mt-0.5 inline-flex items-center gap-1 px-1 text-xs text-red-ink">
      <MailWarning aria-hidden="true" size={13} />
      {t.notVerified}
      <span className="sr-only">{t.notVerifiedText}</span>
    </span>
  );
}
