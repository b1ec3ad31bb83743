import type { ConversationStream } from "@chorus/client-sdk/conversation/conversation-stream";
import type { WidgetSession } from "@chorus/contracts/routes/widget";
import { useEffect, useMemo } from "preact/hooks";
import type { ParentPage } from "../parent-page.ts";
import { unreadOf } from "../unread.ts";
import { useReadable } from "../use-readable.ts";
import type { FirstMessage, Widget } from "../widget.ts";
import { Composer } from "./composer.tsx";
import { ConnectionNote } from "./connection-note.tsx";
import { Header } from "./header.tsx";
import { MessageLog } from "./message-log.tsx";
import { Skeleton } from "./skeleton.tsx";

interface ConversationViewProps {
  widget: Widget;
  page: ParentPage;
  session: WidgetSession;
  conversationId: string;
  firstMessage: FirstMessage | null;
  onClose: () => void;
}

export function ConversationView(props: ConversationViewProps) {
  const { widget, page, session, conversationId, firstMessage } = props;
  const stream = useStream(widget, conversationId);
  const snapshot = useReadable(stream);
  const isOpen = useReadable(page.isOpen);
  const { conversation } = snapshot;
  const isClosed = conversation?.status === "closed";
  const unread = unreadOf(snapshot, session.customer.id);

  useEffect(() => page.tell({ chorus: 1, type: "unread", count: isOpen ? 0 : unread }), [page, isOpen, unread]);
  useEffect(() => {
    if (snapshot.timeline.some((entry) => entry.key === firstMessage?.clientMessageId)) widget.forgetFirst();
  }, [widget, snapshot.timeline, firstMessage]);

  return (
    <>
      <Header title={session.settings.teamName} subtitle={subtitleOf(conversation)} onClose={props.onClose} />
      <ConnectionNote connection={widget.chat.connection} />
      {snapshot.status === "loading" && !firstMessage ? (
        <Skeleton />
      ) : (
        <MessageLog
          widget={widget}
          stream={stream}
          snapshot={snapshot}
          settings={session.settings}
          firstMessage={firstMessage}
          isOpen={isOpen}
        />
      )}
      {snapshot.status === "unavailable" && <p class="notice">{snapshot.problem?.detail}</p>}
      {isClosed ? (
        <section class="closed">
          <p>This conversation is closed.</p>
          <button type="button" class="primary" onClick={() => widget.startNew()}>
            Start a new conversation
          </button>
        </section>
      ) : (
        <Composer
          page={page}
          isDisabled={snapshot.status === "unavailable"}
          onSend={(body) => widget.send(body)}
          onTyping={(isTyping) => stream.setTyping(isTyping)}
        />
      )}
    </>
  );
}

function useStream(widget: Widget, conversationId: string): ConversationStream {
  const stream = useMemo(() => widget.chat.openConversation(conversationId), [widget, conversationId]);
  useEffect(() => () => widget.chat.closeConversation(conversationId), [widget, conversationId]);
  return stream;
}

/** Only what is known: nobody is promised anything. */
function subtitleOf(conversation: { status: string; assignee: { name: string } | null } | null): string {
  if (!conversation) return "";
  if (conversation.status === "closed") return "Closed";
  if (conversation.assignee) return `${conversation.assignee.name} is with you`;
  return "You are in the queue";
}
