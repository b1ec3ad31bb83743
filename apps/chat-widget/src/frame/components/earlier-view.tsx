import { translate } from "../state/language.ts";
import type { ParentPage } from "../state/parent-page.ts";
import type { Earlier } from "../state/use-earlier.ts";
import { useLive } from "../state/use-live.ts";
import { useReadable } from "../state/use-readable.ts";
import type { Widget } from "../state/widget.ts";
import type { ReadyState } from "../state/widget-state.ts";
import { ChatHeader } from "./chat-header.tsx";
import { ConversationCard } from "./conversation-card.tsx";
import { Header } from "./header.tsx";
import { MessageLog } from "./message-log.tsx";
import { Skeleton } from "./skeleton.tsx";

interface EarlierListProps {
  earlier: Earlier;
  onOpen: (id: string) => void;
  onBack: () => void;
  onClose: () => void;
}

/** Closed conversations, newest first. */
export function EarlierList({ earlier, onOpen, onBack, onClose }: EarlierListProps) {
  return (
    <>
      <Header title={translate("earlier")} onBack={onBack} onClose={onClose} />
      <ul class="home list">
        {earlier.list.map((recent) => (
          <li key={recent.id}>
            <ConversationCard recent={recent} onOpen={() => onOpen(recent.id)} />
          </li>
        ))}
      </ul>
      {earlier.isFailed && (
        <section class="notice" role="alert">
          <p>{translate("earlierFailed")}</p>
          <button type="button" class="primary" onClick={earlier.reload}>
            {translate("tryAgain")}
          </button>
        </section>
      )}
    </>
  );
}

interface EarlierConversationProps {
  widget: Widget;
  page: ParentPage;
  state: ReadyState;
  conversationId: string;
  onBack: () => void;
  onClose: () => void;
}

/** One of them, to read again. */
export function EarlierConversation(props: EarlierConversationProps) {
  const { widget, page, state, conversationId, onBack, onClose } = props;
  const live = useLive(state.chat, conversationId);
  const isOpen = useReadable(page.isOpen);
  return (
    <>
      <ChatHeader state={state} live={live} onBack={onBack} onClose={onClose} />
      {!live || live.snapshot.status === "loading" ? (
        <Skeleton />
      ) : (
        <MessageLog {...{ widget, state, isOpen, stream: live.stream, snapshot: live.snapshot }} pendingFirst={[]} />
      )}
    </>
  );
}
