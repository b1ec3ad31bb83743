import type { Database } from "@chorus/database/database";
import type { Clock } from "@chorus/kernel/clock";
import type { BaseChatModel } from "@langchain/core/language_models/chat_models";
import type { Breaker } from "@chorus/kernel/breaker";

/** A model of somebody else's that can be asked. */
export interface RemoteProvider {
  /** `openai`, `anthropic`, `ollama`. */
  name: string;
  model: string;
  chat: BaseChatModel;
  /** Where it is; what it is asked goes there and nowhere else. */
  host: string;
  breaker: Breaker;
}

/** What is needed to choose a model and to keep account of it; a service's own context has it. */
export interface ModelContext {
  database: Database;
  clock: Clock;
  /** Those that this installation has. */
  remote: readonly RemoteProvider[];
  config: {
    /** The most a tenant may let remote models use in a day, in tokens. */
    mostDailyTokens: number;
    /** What remote models charge. */
    dollarsPerMillion: { input: number; output: number };
  };
}
