import type { ConversationStream } from "@chorus/client-sdk/conversation/conversation-stream";
import { reachOf } from "@chorus/contracts/permissions";
import type { Conversation } from "@chorus/contracts/entities/conversation";
import { useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { Button } from "../../../components/ui/button.tsx";
import { useDeskSession } from "../../../lib/session/session-context.ts";
import { useConversationAction } from "../api/use-conversation-action.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { conversationTexts } from "../conversation-texts.ts";
import { Composer } from "./composer.tsx";

/** The composer, or the step that is needed before one can write. */
export function ComposerArea({ stream, conversation }: { stream: ConversationStream; conversation: Conversation }) {
  const t = useTexts(conversationTexts);
  const { user } = useDeskSession();
  const action = useConversationAction(conversation.id);
  const navigate = useNavigate();
  // It has left the queue: the list follows it to its new place.
  const accept = () => {
    const params = { filter: "mine", conversationId: conversation.id };
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
      <Step text={t.waits(conversation.customer.name)}>
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
      <Step text={t.snoozed}>
        <Button isBusy={action.isPending} onClick={() => action.mutate({ do: "snooze", until: null })}>
          {t.wake}
        </Button>
      </Step>
    );
  }
  return <Composer key={conversation.id} stream={stream} customerName={conversation.customer.name} />;
}

function Step({ text, children }: { text: string; children?: ReactNode }) {
  return (
    <div className="shrink-0 px-4 pb-4">
      <div className="mx-auto flex max-w-[688px] items-center justify-between gap-3 rounded-card border border-line bg-sunken py-2.5 pr-2.5 pl-4 text-sm text-ink-soft">
        <span className="min-w-0 break-words">{text}</span>
        {children}
      </div>
    </div>
  );
}
