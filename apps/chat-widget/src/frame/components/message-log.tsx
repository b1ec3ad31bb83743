import type { ConversationSnapshot } from "@chorus/client-sdk/conversation/conversation-snapshot";
import type { ConversationStream } from "@chorus/client-sdk/conversation/conversation-stream";
import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { translate } from "../state/language.ts";
import { useNow } from "../state/use-now.ts";
import type { Widget } from "../state/widget.ts";
import type { ReadyState } from "../state/widget-state.ts";
import type { PendingFirstMessage } from "../tabs/pending-first-message.ts";
import { rowsOf } from "./log-rows.ts";
import { Bubble } from "./message-bubble.tsx";
import { TypingRow } from "./typing-row.tsx";

interface MessageLogProps {
  widget: Widget;
  /** Null before there is a conversation. */
  stream: ConversationStream | null;
  snapshot: ConversationSnapshot | null;
  state: ReadyState;
  pendingFirst: readonly PendingFirstMessage[];
  isOpen: boolean;
  /** After the last message. */
  children?: ComponentChildren;
}

/** Within this distance of the end the log counts as scrolled to the end. */
const END_TOLERANCE_PX = 40;
const LOAD_OLDER_PX = 80;
const NOTHING = { timeline: [], outgoing: [], receipts: new Map(), conversation: null };

export function MessageLog({ widget, stream, snapshot, state, pendingFirst, isOpen, children }: MessageLogProps) {
  const log = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);
  const heightBefore = useRef(0);
  const topBefore = useRef(0);
  const rows = rowsOf(snapshot ?? NOTHING, pendingFirst, state.customer?.id ?? null, useNow());
  const firstKey = snapshot?.timeline[0]?.key;
  const knownFirstKey = useRef(firstKey);

  const markRead = () => {
    if (isOpen && isAtEnd.current && document.visibilityState === "visible") stream?.markRead();
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
  // What grows below, or a keyboard that comes up, does not hide the last message.
  useEffect(() => {
    const element = log.current;
    if (!element?.firstElementChild) return;
    const observer = new ResizeObserver(() => {
      if (isAtEnd.current) element.scrollTop = element.scrollHeight;
    });
    observer.observe(element);
    observer.observe(element.firstElementChild);
    return () => observer.disconnect();
  }, []);

  const onScroll = () => {
    const element = log.current;
    if (!element) return;
    const { scrollTop, scrollHeight, clientHeight } = element;
    // Only who scrolls up leaves the end: something may have grown below since.
    if (scrollHeight - scrollTop - clientHeight < END_TOLERANCE_PX) isAtEnd.current = true;
    else if (scrollTop < topBefore.current) isAtEnd.current = false;
    topBefore.current = scrollTop;
    const mayLoad = snapshot?.hasOlder && !snapshot.isLoadingOlder;
    if (scrollTop < LOAD_OLDER_PX && mayLoad) void stream?.loadOlder();
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
      aria-busy={snapshot?.isLoadingOlder ?? false}
      tabIndex={0}
      onScroll={onScroll}
    >
      <div class="rows">
        {rows.map((row) => {
          if (row.type === "line") {
            return (
              <p key={row.key} class="line">
                <time dateTime={row.createdAt}>{row.text}</time>
              </p>
            );
          }
          const { key, type: _type, isPendingFirst, ...bubble } = row;
          return (
            <Bubble key={key} {...bubble} {...(bubble.status === "failed" ? remedies(key, isPendingFirst) : {})} />
          );
        })}
        {children}
        {snapshot && <TypingRow snapshot={snapshot} />}
      </div>
    </div>
  );
}
