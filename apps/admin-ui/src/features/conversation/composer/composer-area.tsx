import type { ConversationStream } from "@chorus/client-sdk/conversation/conversation-stream";
import { reachOf } from "@chorus/contracts/permissions";
import type { Conversation } from "@chorus/contracts/entities/conversation";
import { useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { Button } from "../../../components/ui/button.tsx";
import { useDeskSession } from "../../../lib/session/session-context.ts";
import { useConversationAction } from "../api/use-conversation-action.ts";
import { formatMoment } from "../../../lib/language/format-time.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { conversationTexts } from "../conversation-texts.ts";
import { requestComposerFocus } from "../../../lib/desk/composer-focus.ts";
import { ViewersLine } from "./viewers-line.tsx";
import { Composer } from "./composer.tsx";

interface ComposerAreaProps {
  stream: ConversationStream;
  conversation: Conversation;
  /** User ids of colleagues who view it, too. */
  viewers: readonly string[];
}

/** The composer, or the step that is needed before one can write. */
export function ComposerArea({ stream, conversation, viewers }: ComposerAreaProps) {
  const t = useTexts(conversationTexts);
  const { user } = useDeskSession();
  const action = useConversationAction(conversation.id);
  const navigate = useNavigate();
  // It has left the queue: the list follows it to its new place.
  const accept = () => {
    const params = { filter: "mine", conversationId: conversation.id };
    requestComposerFocus(conversation.id);
    action.mutate(
      { do: "accept" },
      { onSuccess: () => void navigate({ to: "/inbox/$filter/$conversationId", params }) },
    );
  };
  if (reachOf(user.role, "message.send") === null) {
    return <Step text={t.readOnly} />;
  }
  if (conversation.status === "queued") {
    return (
      <Step text={t.waits(conversation.customer.name)} viewers={viewers}>
        <Button look="primary" isBusy={action.isPending} onClick={accept}>
          {t.accept}
        </Button>
      </Step>
    );
  }
  if (conversation.status === "closed") {
    return (
      <Step text={t.isClosed}>
        <Button isBusy={action.isPending} onClick={() => action.mutate({ do: "reopen" })}>
          {t.reopen}
        </Button>
      </Step>
    );
  }
  if (conversation.status === "snoozed") {
    return (
      <Step text={conversation.snoozedUntil ? t.snoozedUntil(formatMoment(conversation.snoozedUntil)) : t.snoozed}>
        <Button isBusy={action.isPending} onClick={() => action.mutate({ do: "snooze", until: null })}>
          {t.wake}
        </Button>
      </Step>
    );
  }
  return <Composer key={conversation.id} stream={stream} conversation={conversation} viewers={viewers} />;
}

function Step({ text, viewers = [], children }: { text: string; viewers?: readonly string[]; children?: ReactNode }) {
  return (
    <div className="shrink-0 px-5 pb-4 max-sm:px-3 max-sm:pb-3">
      <div className="mx-auto flex max-w-[720px] items-center gap-3 rounded-card bg-sunken py-2.5 pr-2.5 pl-4 text-sm text-ink-2 inset-ring inset-ring-line">
        <span className="min-w-0 flex-1 break-words">{text}</span>
        <ViewersLine userIds={viewers} />
        {children}
      </div>
    </div>
  );
}
