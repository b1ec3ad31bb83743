export interface BubbleProps {
  body: string;
  isMine: boolean;
  /** The first of a group: others of the same author follow it closely. */
  isFirst: boolean;
  author?: string;
  /** ISO 8601. */
  createdAt?: string;
  isDeleted?: boolean;
  isEdited?: boolean;
  status?: "pending" | "sent" | "failed";
  problem?: string | undefined;
  onRetry?: () => void;
  onDiscard?: () => void;
}

export function Bubble(props: BubbleProps) {
  const { body, isMine, isFirst, author, createdAt, status, problem } = props;
  return (
    <article class={`message ${isMine ? "mine" : "theirs"} ${isFirst ? "first" : ""} ${status ?? ""}`}>
      <span class="sr-only">{isMine ? "You:" : `${author ?? ""}:`}</span>
      {!isMine && isFirst && author && (
        <span class="author" aria-hidden="true">
          {author}
        </span>
      )}
      <p
        class={props.isDeleted ? "bubble deleted" : "bubble"}
        dir="auto"
        title={createdAt ? exactTime(createdAt) : undefined}
      >
        {props.isDeleted ? "This message was deleted" : body}
      </p>
      {props.isEdited && !props.isDeleted && <span class="meta">edited</span>}
      {status === "pending" && <span class="meta">Sending…</span>}
      {status === "failed" && (
        <span class="meta problem" role="alert">
          {problem ?? "Not sent."}
          {props.onRetry && (
            <button type="button" class="link" onClick={props.onRetry}>
              Try again
            </button>
          )}
          {props.onDiscard && (
            <button type="button" class="link" onClick={props.onDiscard}>
              Remove
            </button>
          )}
        </span>
      )}
    </article>
  );
}

function exactTime(timestamp: string): string {
  return new Date(timestamp).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" });
}
