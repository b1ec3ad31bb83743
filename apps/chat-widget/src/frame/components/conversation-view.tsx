import type { ChatClient } from "@chorus/client-sdk/chat-client";
import type { ConversationSnapshot } from "@chorus/client-sdk/conversation/conversation-snapshot";
import type { ConversationStream } from "@chorus/client-sdk/conversation/conversation-stream";
import { useEffect, useMemo, useState } from "preact/hooks";
import { translate } from "../state/language.ts";
import type { ParentPage } from "../state/parent-page.ts";
import { unreadOf } from "../state/unread.ts";
import { useReadable } from "../state/use-readable.ts";
import type { Widget } from "../state/widget.ts";
import type { ReadyState } from "../state/widget-state.ts";
import { Announcer } from "./announcer.tsx";
import { Composer } from "./composer.tsx";
import { ConnectionNote } from "./connection-note.tsx";
import { Header, type HeaderMenu } from "./header.tsx";
import { MessageLog } from "./message-log.tsx";
import { Rating } from "./rating.tsx";
import { Skeleton } from "./skeleton.tsx";
import { TranscriptForm } from "./transcript-form.tsx";

interface ConversationViewProps {
  widget: Widget;
  page: ParentPage;
  state: ReadyState;
  chat: ChatClient;
  conversationId: string;
  menu?: HeaderMenu;
  /** An earlier conversation is read-only. */
  onBack?: () => void;
  onClose: () => void;
}

export function ConversationView(props: ConversationViewProps) {
  const { widget, page, state, chat, conversationId, menu, onBack } = props;
  const stream = useStream(chat, conversationId);
  const snapshot = useReadable(stream);
  const isOpen = useReadable(page.isOpen);
  const pendingFirst = useReadable(widget.pendingFirst.messages);
  const presence = useReadable(chat.presence);
  const assignee = snapshot.conversation?.assignee ?? null;
  const isClosed = snapshot.conversation?.status === "closed";
  const unread = unreadOf(snapshot, state.customer?.id ?? "");

  useEffect(() => {
    if (!onBack) page.send({ chorus: 1, type: "unread", count: isOpen ? 0 : unread });
  }, [page, isOpen, unread, onBack]);
  useEffect(() => {
    const inLog = new Set(snapshot.timeline.map((entry) => entry.key));
    for (const message of pendingFirst)
      if (inLog.has(message.clientMessageId)) widget.pendingFirst.forget(message.clientMessageId);
  }, [widget, snapshot.timeline, pendingFirst]);

  const [isCopyAsked, askForCopy] = useState(false);
  const copy = isAnswered(snapshot) ? { onTranscript: () => askForCopy(true) } : {};
  const isNobodyHere = !assignee && !isClosed && state.desk.online === false;
  const status = assignee ? presence.get(assignee.id)?.status : undefined;
  return (
    <>
      <Header
        title={state.settings.teamName}
        subtitle={subtitleOf(snapshot, status, state)}
        people={assignee ? [assignee] : state.desk.people}
        presence={isClosed ? undefined : assignee ? dotOf(status) : isNobodyHere ? "offline" : undefined}
        menu={menu && { ...menu, ...copy }}
        {...(onBack ? { onBack } : {})}
        onClose={props.onClose}
      />
      <ConnectionNote connection={chat.connection} />
      {isCopyAsked && (
        <TranscriptForm
          onSend={(email) => widget.mailTranscript(conversationId, email)}
          onClose={() => askForCopy(false)}
        />
      )}
      <Announcer
        timeline={snapshot.timeline}
        isLive={snapshot.status === "live"}
        sounds={menu?.sounds}
        isLeader={widget.isLeader}
      />
      {snapshot.status === "loading" && pendingFirst.length === 0 && snapshot.outgoing.length === 0 ? (
        <Skeleton />
      ) : (
        <MessageLog
          widget={widget}
          stream={stream}
          snapshot={snapshot}
          state={state}
          pendingFirst={onBack ? [] : pendingFirst}
          note={isNobodyHere && snapshot.timeline.length > 0 ? translate("messageKept") : undefined}
          isOpen={isOpen}
        />
      )}
      {snapshot.status === "unavailable" && <p class="notice">{translate("cannotBeReached")}</p>}
      {onBack ? null : isClosed ? (
        <section class="closed">
          <p>{translate("conversationClosed")}</p>
          <Rating onRate={(score, comment) => widget.rate(conversationId, score, comment)} />
          <button type="button" class="primary" onClick={() => widget.startNew()}>
            {translate("startNew")}
          </button>
        </section>
      ) : (
        <>
          {isAssistantAnswering(snapshot) && (
            <button type="button" class="quiet person" onClick={() => widget.send(translate("wantPerson"))}>
              {translate("talkToPerson")}
            </button>
          )}
          <Composer
            page={page}
            draft={widget.draft}
            isDisabled={snapshot.status === "unavailable"}
            onSend={(body) => widget.send(body)}
            onTyping={(isTyping) => stream.setTyping(isTyping)}
          />
        </>
      )}
    </>
  );
}

function dotOf(status: string | undefined): "online" | "away" | "offline" | undefined {
  return status === "busy"
    ? "online"
    : status === "online" || status === "away" || status === "offline"
      ? status
      : undefined;
}

function useStream(chat: ChatClient, conversationId: string): ConversationStream {
  const stream = useMemo(() => chat.openConversation(conversationId), [chat, conversationId]);
  useEffect(() => () => chat.closeConversation(conversationId), [chat, conversationId]);
  return stream;
}

/** The last answer was automatic, and no agent has taken over. */
function isAssistantAnswering({ timeline, conversation }: ConversationSnapshot): boolean {
  if (conversation?.assignee) return false;
  const answer = timeline.findLast((entry) => entry.type === "message" && entry.message.author.type !== "customer");
  return answer?.type === "message" && answer.message.author.type === "assistant";
}

/** Whether an agent has written: before that, no transcript can be mailed. */
function isAnswered({ timeline }: ConversationSnapshot): boolean {
  return timeline.some((entry) => entry.type === "message" && entry.message.author.type === "agent");
}

/** Shows only what is known, and promises nothing. */
function subtitleOf({ conversation }: ConversationSnapshot, presence: string | undefined, state: ReadyState): string {
  if (!conversation) return "";
  if (conversation.status === "closed") return translate("closed");
  const { assignee } = conversation;
  if (!assignee) return state.desk.online === false ? translate("nobodyHere") : translate("inQueue");
  return translate(presence === "offline" || presence === "away" ? "isAway" : "isWithYou", { name: assignee.name });
}
