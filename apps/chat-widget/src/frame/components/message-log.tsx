import type { ConversationSnapshot } from "@chorus/client-sdk/conversation/conversation-snapshot";
import type { ConversationStream } from "@chorus/client-sdk/conversation/conversation-stream";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { rowsOf } from "./log-rows.ts";
import type { PendingFirstMessage } from "../tabs/pending-first-message.ts";
import { formatNumber, translate } from "../state/language.ts";
import type { Widget } from "../state/widget.ts";
import type { ReadyState } from "../state/widget-state.ts";
import { Bubble } from "./message-bubble.tsx";

interface MessageLogProps {
  widget: Widget;
  stream: ConversationStream;
  snapshot: ConversationSnapshot;
  state: ReadyState;
  pendingFirst: readonly PendingFirstMessage[];
  isOpen: boolean;
  /** Said after the last message. */
  note: string | undefined;
}

/** Within this distance of the end the log counts as scrolled to the end. */
const END_TOLERANCE_PX = 40;
const LOAD_OLDER_PX = 80;

export function MessageLog({ widget, stream, snapshot, state, pendingFirst, isOpen, note }: MessageLogProps) {
  const log = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);
  const heightBefore = useRef(0);
  const rows = rowsOf(snapshot, pendingFirst, state.customer?.id ?? null);
  const firstKey = rows[0]?.key;
  const knownFirstKey = useRef(firstKey);

  const markRead = () => {
    if (isOpen && isAtEnd.current && document.visibilityState === "visible") stream.markRead();
  };
  // Keeps the scroll position: at the end, or on the same line when older messages are added above.
  useLayoutEffect(() => {
    const element = log.current;
    if (!element) return;
    const isOlderLoaded = knownFirstKey.current !== undefined && knownFirstKey.current !== firstKey;
    if (isAtEnd.current) element.scrollTop = element.scrollHeight;
    else if (isOlderLoaded) element.scrollTop += element.scrollHeight - heightBefore.current;
    heightBefore.current = element.scrollHeight;
    knownFirstKey.current = firstKey;
  });
  useEffect(markRead);
  useEffect(() => {
    document.addEventListener("visibilitychange", markRead);
    return () => document.removeEventListener("visibilitychange", markRead);
  });

  const onScroll = () => {
    const element = log.current;
    if (!element) return;
    isAtEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < END_TOLERANCE_PX;
    if (element.scrollTop < LOAD_OLDER_PX && snapshot.hasOlder && !snapshot.isLoadingOlder) void stream.loadOlder();
    markRead();
  };

  const remedies = (key: string, isPendingFirst = false) =>
    isPendingFirst
      ? { onRetry: () => widget.pendingFirst.retry(key), onDiscard: () => widget.pendingFirst.forget(key) }
      : { onRetry: () => state.chat?.retry(key), onDiscard: () => state.chat?.discard(key) };

  return (
    <div
      ref={log}
      class="log"
      role="log"
      aria-label={translate("messages")}
      aria-live="off"
      aria-busy={snapshot.isLoadingOlder}
      tabIndex={0}
      onScroll={onScroll}
    >
      {!snapshot.hasOlder && (
        <Bubble body={state.settings.greeting} author={state.settings.teamName} isMine={false} isFirst />
      )}
      {rows.map((row) => {
        if (row.type === "line") {
          return (
            <p key={row.key} class="line">
              {row.text}
            </p>
          );
        }
        const { key, type: _type, isPendingFirst, ...bubble } = row;
        return <Bubble key={key} {...bubble} {...(bubble.status === "failed" ? remedies(key, isPendingFirst) : {})} />;
      })}
      {note && <p class="nobody-here">{note}</p>}
      {snapshot.queue && (
        <p class="line">{translate("placeInQueue", { place: formatNumber(snapshot.queue.ahead + 1) })}</p>
      )}
      {snapshot.typing.length > 0 && (
        <p class="typing" aria-live="off">
          <span aria-hidden="true" class="dots">
            <i />
            <i />
            <i />
          </span>
          {translate("isTyping", { name: typingName(snapshot) })}
        </p>
      )}
    </div>
  );
}

function typingName(snapshot: ConversationSnapshot): string {
  const assignee = snapshot.conversation?.assignee;
  return assignee && snapshot.typing.includes(assignee.id) ? assignee.name : translate("somebody");
}
