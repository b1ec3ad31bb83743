import type { ChatClient } from "@chorus/client-sdk/chat-client";
import type { ConversationStream } from "@chorus/client-sdk/conversation/conversation-stream";

/** Switching between so many needs no request. */
const MAX_WARM = 20;

/** Keeps the logs of the conversations last looked at current, so that opening one shows it at once. */
export class WarmConversations {
  readonly #chat: Pick<ChatClient, "openConversation" | "closeConversation">;
  /** Oldest first. */
  readonly #held = new Map<string, ConversationStream>();

  constructor(chat: Pick<ChatClient, "openConversation" | "closeConversation">) {
    this.#chat = chat;
  }

  /** Opens it in the background, or keeps it open longer. */
  hold(conversationId: string): void {
    const held = this.#held.get(conversationId);
    this.#held.delete(conversationId);
    this.#held.set(conversationId, held ?? this.#chat.openConversation(conversationId));
    const [oldest] = this.#held.keys();
    if (this.#held.size <= MAX_WARM || oldest === undefined) return;
    this.#held.delete(oldest);
    this.#chat.closeConversation(oldest);
  }

  streamOf(conversationId: string): ConversationStream | null {
    return this.#held.get(conversationId) ?? null;
  }
}
