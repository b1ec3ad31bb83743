import type { Conversation } from "@chorus/contracts/entities/conversation";
import { useNavigate } from "@tanstack/react-router";
import { useEffect } from "react";
import type { DeskSession } from "../../lib/session/desk-session.ts";
import { useDeskSession } from "../../lib/session/session-context.ts";
import { alertChoice } from "./alert-choice.ts";
import { joinTabs } from "./leading-tab.ts";
import { ring } from "./ring.ts";

/** The queue, and one's own conversations. */
function concerns(conversation: Conversation, userId: string): boolean {
  return conversation.status === "queued" || conversation.assignee?.id === userId;
}

/** Calls `onMessage` once for each customer message that arrives while the page is open. */
function onCustomerMessage(
  { chat, user }: Pick<DeskSession, "chat" | "user">,
  onMessage: (conversation: Conversation) => void,
): () => void {
  const openedAtMs = Date.now();
  const seen = new Map<string, number>();
  return chat.inbox.onPush(({ kind, conversation }) => {
    const { lastMessage, id } = conversation;
    if (kind !== "changed" || lastMessage?.author.type !== "customer") return;
    // The message's time is the server's, the page's is this machine's.
    const openedAtServerMs = openedAtMs + (chat.clockOffset.getSnapshot() ?? 0);
    const isNew = lastMessage.seq > (seen.get(id) ?? 0) && Date.parse(lastMessage.createdAt) > openedAtServerMs;
    seen.set(id, lastMessage.seq);
    if (isNew && concerns(conversation, user.id)) onMessage(conversation);
  });
}

/** Rings and shows notifications for customer messages, in one of all tabs. */
export function useAlerts(): void {
  const session = useDeskSession();
  const navigate = useNavigate();
  useEffect(() => {
    const tabs = joinTabs();
    const notify = async (conversation: Conversation) => {
      const { sound, desktop } = alertChoice.getSnapshot();
      if (sound) ring();
      if (!desktop || !("Notification" in window) || Notification.permission !== "granted") return;
      if (await tabs.isWatched()) return;
      const { customer, lastMessage, id } = conversation;
      const body = lastMessage?.body ?? "";
      const notification = new Notification(customer.name, { body, tag: id, icon: "/favicon.svg" });
      notification.addEventListener("click", () => {
        window.focus();
        notification.close();
        const filter = conversation.status === "queued" ? "queue" : "mine";
        void navigate({ to: "/inbox/$filter/$conversationId", params: { filter, conversationId: id } });
      });
    };
    const leave = onCustomerMessage(session, (conversation) => {
      if (tabs.isLeading()) void notify(conversation);
    });
    return () => {
      leave();
      tabs.stop();
    };
  }, [session, navigate]);
}
