import type { Conversation } from "@chorus/contracts/entities/conversation";
import { useNavigate, useParams } from "@tanstack/react-router";
import { requestComposerFocus } from "../../../lib/desk/composer-focus.ts";
import { neighbourOfOpen, shownRows } from "../../../lib/desk/shown-rows.ts";
import { dismissNotice, showDone } from "../../../lib/desk/notices.ts";
import { formatMoment } from "../../../lib/language/format-time.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { conversationTexts } from "../conversation-texts.ts";
import { type ConversationAction, useConversationAction } from "./use-conversation-action.ts";

/** Closes or snoozes a conversation, opens the next one of the list, and offers to take it back. */
export function usePutAway(conversation: Pick<Conversation, "id" | "customer">) {
  const t = useTexts(conversationTexts);
  const { mutateAsync, isPending } = useConversationAction(conversation.id);
  const navigate = useNavigate();
  const filter = useParams({ strict: false }).filter ?? "mine";
  const { name } = conversation.customer;

  const open = (conversationId: string | null) => {
    if (conversationId === null) return void navigate({ to: "/inbox/$filter", params: { filter } });
    requestComposerFocus(conversationId);
    return void navigate({ to: "/inbox/$filter/$conversationId", params: { filter, conversationId } });
  };
  const putAway = async (action: ConversationAction, undo: ConversationAction, text: string) => {
    const shown = shownRows.getSnapshot();
    const next = (shown && neighbourOfOpen(shown)) ?? null;
    const done = mutateAsync(action);
    open(next);
    // The next conversation is shown at once, so taking it back is offered at once, too, and waits for the answer.
    const notice = showDone(text, () => void back(done, undo));
    try {
      await done;
    } catch {
      // The reason is shown by the action.
      dismissNotice(notice);
      open(conversation.id);
    }
  };
  // By then another conversation is shown.
  const back = async (done: Promise<unknown>, undo: ConversationAction) => {
    await done.then(() => mutateAsync(undo)).catch(() => undefined);
    open(conversation.id);
  };
  return {
    isPending,
    close: () => void putAway({ do: "close" }, { do: "reopen" }, t.closedNow(name)),
    /** An ISO time. */
    snooze: (until: string) =>
      void putAway({ do: "snooze", until }, { do: "snooze", until: null }, t.snoozedNow(name, formatMoment(until))),
  };
}
