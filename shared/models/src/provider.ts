import type { Database } from "@chorus/database/database";
import type { Clock } from "@chorus/kernel/clock";
import type { BaseChatModel } from "@langchain/core/language_models/chat_models";
import type { Breaker } from "@chorus/kernel/breaker";

/** A remote model. */
export interface RemoteProvider {
  /** `openai`, `anthropic`, `ollama`. */
  name: string;
  model: string;
  chat: BaseChatModel;
  /** Its address; requests go nowhere else. */
  host: string;
  breaker: Breaker;
}

/** What choosing a model and counting its usage need; part of a service's own context. */
export interface ModelContext {
  database: Database;
  clock: Clock;
  /** The providers of this installation. */
  remote: readonly RemoteProvider[];
  config: {
    /** The most a tenant may let remote models use in a day, in tokens. */
    mostDailyTokens: number;
    /** The prices of remote models. */
    dollarsPerMillion: { input: number; output: number };
  };
}
