import type { BaseChatModel } from "@langchain/core/language_models/chat_models";

/** A model that can be asked for summaries. */
export interface Provider {
  /** `local`, `openai`, `anthropic`, `ollama`. */
  name: string;
  model: string | null;
  chat: BaseChatModel;
}
