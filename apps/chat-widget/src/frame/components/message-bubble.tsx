import { formatMoment, translate } from "../state/language.ts";
import { Avatar } from "./avatar.tsx";
import { RichText } from "./rich-text.tsx";

export interface BubbleProps {
  body: string;
  isMine: boolean;
  /** The first of a group of messages by the same author. */
  isFirst: boolean;
  author?: string;
  /** The author's picture; without one their initials are shown. */
  avatar?: string | null | undefined;
  authorType?: string;
  /** ISO 8601. */
  createdAt?: string;
  isDeleted?: boolean;
  isEdited?: boolean;
  status?: "pending" | "sent" | "delivered" | "read" | "failed";
  problem?: string | undefined;
  onRetry?: () => void;
  onDiscard?: () => void;
}

export function Bubble(props: BubbleProps) {
  const { body, isMine, isFirst, author, createdAt, status } = props;
  const when = createdAt ? formatMoment(createdAt) : undefined;
  return (
    <article class={`message ${isMine ? "mine" : "theirs"} ${isFirst ? "first" : ""} ${status ?? ""}`}>
      <span class="sr-only">{isMine ? `${translate("you")}:` : `${author ?? ""}:`}</span>
      {!isMine && isFirst && author && (
        <span class="author" aria-hidden="true">
          <Avatar name={author} avatar={props.avatar ?? null} />
          {author}
        </span>
      )}
      <div class={props.isDeleted ? "bubble deleted" : "bubble"} dir="auto" title={when}>
        {props.isDeleted ? translate("deleted") : <RichText text={body} />}
      </div>
      {props.isEdited && !props.isDeleted && <span class="meta">{translate("edited")}</span>}
      {status && status !== "failed" && <Mark status={status} />}
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

const TICKS = { sent: "m3 12 4 4 8-9", delivered: "m2 12 4 4 8-9m-3 8 1 1 8-9", read: "m2 12 4 4 8-9m-3 8 1 1 8-9" };

function Mark({ status }: { status: "pending" | "sent" | "delivered" | "read" }) {
  if (status === "pending") return <span class="meta">{translate("sending")}</span>;
  return (
    <span class={`meta mark ${status}`}>
      <svg viewBox="0 0 22 24" aria-hidden="true">
        <path d={TICKS[status]} />
      </svg>
      {translate(status)}
    </span>
  );
}
