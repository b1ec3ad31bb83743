import type { ConversationStream } from "./stream.ts";

/** A connection's place in a conversation. */
export interface Subscription {
  readonly conversationId: string;
  /** Null until it has joined the live events. */
  stream: ConversationStream | null;
  /** Raised by every subscribe and unsubscribe: what an older one still waits for is void. */
  version: number;
}
