import { translate } from "../state/language.ts";
import { formatMoment, formatTime } from "../state/times.ts";
import { Avatar, RobotAvatar } from "./avatar.tsx";
import { Icon } from "./icon.tsx";
import { RichText } from "./rich-text.tsx";

export interface BubbleProps {
  body: string;
  isMine: boolean;
  /** The first and the last of a group of messages by the same author. */
  isFirst: boolean;
  isLast: boolean;
  author?: string;
  authorId?: string | null;
  /** The author's photo; without one their initials are shown. */
  avatar?: string | null | undefined;
  authorType?: string;
  /** ISO 8601. */
  createdAt: string;
  isDeleted?: boolean;
  isEdited?: boolean;
  status?: "pending" | "sent" | "delivered" | "read" | "failed";
  problem?: string | undefined;
  onRetry?: () => void;
  onDiscard?: () => void;
}

export function Bubble(props: BubbleProps) {
  const { body, isMine, isFirst, isLast, author = "", createdAt, status } = props;
  return (
    <article class={`message ${isMine ? "mine" : "theirs"} ${isFirst ? "first" : ""} ${status ?? ""}`}>
      <span class="sr-only">{isMine ? `${translate("you")}:` : `${author}:`}</span>
      {!isMine && isFirst && <Byline {...props} author={author} />}
      <div class="said">
        {isMine && (isLast || status !== undefined) && <Mark createdAt={createdAt} status={status} />}
        <div class={props.isDeleted ? "bubble deleted" : "bubble"} dir="auto" title={formatMoment(createdAt)}>
          {props.isDeleted ? translate("deleted") : <RichText text={body} />}
        </div>
      </div>
      {props.isEdited && !props.isDeleted && <span class="meta">{translate("edited")}</span>}
      {status === "failed" && (
        <span class="meta problem" role="alert">
          {props.problem ?? translate("notSent")}
          {props.onRetry && (
            <button type="button" class="link" onClick={props.onRetry}>
              {translate("tryAgain")}
            </button>
          )}
          {props.onDiscard && (
            <button type="button" class="link" onClick={props.onDiscard}>
              {translate("remove")}
            </button>
          )}
        </span>
      )}
    </article>
  );
}

function Byline({ author, authorId, avatar, authorType, createdAt }: BubbleProps & { author: string }) {
  return (
    <div class="byline" aria-hidden="true">
      {authorType === "assistant" ? (
        <RobotAvatar size={24} />
      ) : (
        <Avatar id={authorId} name={author} avatar={avatar} size={24} />
      )}
      <bdi class="author">{author}</bdi>
      <time dateTime={createdAt}>{formatTime(createdAt)}</time>
    </div>
  );
}

/** When, and how far it has come: beside the bubble, where it costs no line. */
function Mark({ createdAt, status }: { createdAt: string; status: BubbleProps["status"] | undefined }) {
  if (status === "failed") return null;
  return (
    <span class={`mark ${status ?? ""}`} title={status && translate(status === "pending" ? "sending" : status)}>
      {status !== "pending" && <time dateTime={createdAt}>{formatTime(createdAt)}</time>}
      {status && <Icon name={status === "read" ? "delivered" : status} size={14} />}
      {status && <span class="sr-only">{translate(status === "pending" ? "sending" : status)}</span>}
    </span>
  );
}
