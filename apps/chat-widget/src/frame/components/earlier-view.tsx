import type { AnyConversation } from "@chorus/contracts/entities/conversation";
import { useEffect, useState } from "preact/hooks";
import { formatDate, translate } from "../state/language.ts";
import type { ParentPage } from "../state/parent-page.ts";
import type { Widget } from "../state/widget.ts";
import type { ReadyState } from "../state/widget-state.ts";
import { ConversationView } from "./conversation-view.tsx";
import { Header } from "./header.tsx";
import { Skeleton } from "./skeleton.tsx";

interface EarlierViewProps {
  widget: Widget;
  page: ParentPage;
  state: ReadyState;
  onBack: () => void;
  onClose: () => void;
}

/** Closed conversations, to read again. */
export function EarlierView({ widget, page, state, onBack, onClose }: EarlierViewProps) {
  const [list, setList] = useState<readonly AnyConversation[] | "failed" | null>(null);
  const [chosenId, choose] = useState<string | null>(null);
  useEffect(() => {
    widget.listEarlier().then(setList, () => setList("failed"));
  }, [widget]);
  if (chosenId && state.chat) {
    const talk = { widget, page, state, chat: state.chat, conversationId: chosenId };
    return <ConversationView {...talk} onBack={() => choose(null)} onClose={onClose} />;
  }
  return (
    <>
      <Header title={translate("earlier")} subtitle="" onBack={onBack} onClose={onClose} />
      {list === null ? (
        <Skeleton />
      ) : list === "failed" || list.length === 0 ? (
        <p class="notice">{translate(list === "failed" ? "earlierFailed" : "noEarlier")}</p>
      ) : (
        <ul class="log earlier">
          {list.map((conversation) => (
            <li key={conversation.id}>
              <button type="button" onClick={() => choose(conversation.id)}>
                <strong dir="auto">
                  {conversation.subject ?? translate("conversationOf", { date: formatDate(conversation.createdAt) })}
                </strong>
                <small>
                  {conversation.assignee && <bdi>{conversation.assignee.name}</bdi>}
                  {conversation.assignee && conversation.subject && " · "}
                  {conversation.subject && <bdi>{formatDate(conversation.updatedAt)}</bdi>}
                </small>
              </button>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
