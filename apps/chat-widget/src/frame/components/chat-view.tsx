import type { ConversationSnapshot } from "@chorus/client-sdk/conversation/conversation-snapshot";
import { useEffect, useState } from "preact/hooks";
import { translate } from "../state/language.ts";
import type { ParentPage } from "../state/parent-page.ts";
import type { Live } from "../state/use-live.ts";
import { useReadable } from "../state/use-readable.ts";
import type { Widget } from "../state/widget.ts";
import type { ReadyState } from "../state/widget-state.ts";
import type { Introduction, PendingFirstMessage } from "../tabs/pending-first-message.ts";
import { AddressQuestion } from "./address-question.tsx";
import { ChatHeader } from "./chat-header.tsx";
import { Composer } from "./composer.tsx";
import { ConnectionNote } from "./connection-note.tsx";
import { Icon } from "./icon.tsx";
import { later } from "./later.tsx";
import { MessageLog } from "./message-log.tsx";
import type { MenuActions } from "./more-menu.tsx";
import { PrechatForm } from "./prechat-form.tsx";
import { Skeleton } from "./skeleton.tsx";

const Rating = later(async () => (await import("./rating.tsx")).Rating);
const TranscriptForm = later(async () => (await import("./transcript-form.tsx")).TranscriptForm);

interface ChatViewProps {
  widget: Widget;
  page: ParentPage;
  state: ReadyState;
  /** Null while the first message is on its way. */
  live: Live | null;
  pendingFirst: readonly PendingFirstMessage[];
  introduction: Introduction | null;
  onIntroduce: (introduction: Introduction) => void;
  menu: MenuActions;
  onBack: () => void;
  onClose: () => void;
}

/** The conversation that is under way, from its first message on. */
export function ChatView(props: ChatViewProps) {
  const { widget, page, state, live, pendingFirst, menu } = props;
  const snapshot = live?.snapshot ?? null;
  const isOpen = useReadable(page.isOpen);
  const [isCopyAsked, askForCopy] = useState(false);
  const { conversationId, customer } = state;
  const isClosed = snapshot?.conversation?.status === "closed";
  const copy = snapshot && isAnswered(snapshot) ? { onTranscript: () => askForCopy(true) } : {};
  const isNobodyHere = !snapshot?.conversation?.assignee && !isClosed && state.desk.online === false;
  const isKept = isNobodyHere && (snapshot?.timeline.length ?? 0) > 0;
  const isLoading = snapshot?.status === "loading" && pendingFirst.length === 0 && snapshot.outgoing.length === 0;
  const pending = [...pendingFirst, ...(snapshot?.outgoing ?? [])].find(({ status }) => status === "pending");
  const refused = refusedIntroduction(pendingFirst);
  return (
    <>
      <ChatHeader state={state} live={live} menu={{ ...menu, ...copy }} onBack={props.onBack} onClose={props.onClose} />
      <ConnectionNote connection={state.chat?.connection} pendingId={pending?.clientMessageId ?? null} />
      {isCopyAsked && conversationId && (
        <TranscriptForm
          isAddressKnown={customer?.hasEmail ?? true}
          onSend={(email) => widget.mailTranscript(conversationId, email)}
          onClose={() => askForCopy(false)}
        />
      )}
      {isLoading ? (
        <Skeleton />
      ) : (
        <MessageLog
          key={conversationId ?? "first"}
          stream={live?.stream ?? null}
          {...{ widget, snapshot, state, pendingFirst, isOpen }}
        >
          {isKept && <p class="line">{translate("messageKept")}</p>}
          {isKept && !state.isLinked && <AddressQuestion widget={widget} isKnown={customer?.hasEmail !== false} />}
          {refused && (
            <PrechatForm
              key={refused.refused.join()}
              fields={state.settings.prechat}
              page={page}
              before={refused}
              onDone={props.onIntroduce}
            />
          )}
          {isClosed && conversationId && (
            <Rating onRate={(score, comment) => widget.rate(conversationId, score, comment)} />
          )}
        </MessageLog>
      )}
      {snapshot?.status === "unavailable" && (
        <section class="notice" role="alert">
          <p>{translate("cannotBeReached")}</p>
          <button type="button" class="primary" onClick={() => live?.stream.replay()}>
            {translate("tryAgain")}
          </button>
        </section>
      )}
      {isClosed ? (
        <div class="closed">
          <button type="button" class="primary" onClick={() => widget.startNew()}>
            {translate("startNew")}
          </button>
        </div>
      ) : refused ? null : (
        <>
          {snapshot && isAssistantAnswering(snapshot) && (
            <button type="button" class="quiet to-person" onClick={() => widget.send(translate("wantPerson"))}>
              <Icon name="person" size={16} />
              {translate("talkToPerson")}
            </button>
          )}
          <Composer
            page={page}
            draft={widget.draft}
            isDisabled={snapshot?.status === "unavailable"}
            onSend={(body) => widget.send(body, props.introduction ?? {})}
            onTyping={(isTyping) => live?.stream.setTyping(isTyping)}
          />
        </>
      )}
    </>
  );
}

/** First messages that the log shows are no longer pending. */
export function useForgetShown(widget: Widget, live: Live | null, pendingFirst: readonly PendingFirstMessage[]): void {
  const timeline = live?.snapshot.timeline;
  useEffect(() => {
    const inLog = new Set(timeline?.map((entry) => entry.key));
    for (const message of pendingFirst)
      if (inLog.has(message.clientMessageId)) widget.pendingFirst.forget(message.clientMessageId);
  }, [widget, timeline, pendingFirst]);
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

/** The server refused values of the form: it is shown again, with the errors at their fields. */
function refusedIntroduction(pendingFirst: readonly PendingFirstMessage[]) {
  for (const { problem, introduction } of pendingFirst) {
    if (problem?.kind === "introduction") return { introduction, refused: problem.fields };
  }
  return undefined;
}
