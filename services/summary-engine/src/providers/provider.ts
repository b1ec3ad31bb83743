import type { BaseChatModel } from "@langchain/core/language_models/chat_models";
import type { Breaker } from "./breaker.ts";

/** A model that can be asked for summaries. */
export interface Provider {
  /** `local`, `openai`, `anthropic`, `ollama`. */
  name: string;
  model: string | null;
  chat: BaseChatModel;
}

export interface RemoteProvider extends Provider {
  /** Where it is; conversations go there and nowhere else. */
  host: string;
  breaker: Breaker;
}
