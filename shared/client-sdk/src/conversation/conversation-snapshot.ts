import type { AnyConversation } from "@chorus/contracts/entities/conversation";
import type { ServerFrameOf } from "@chorus/contracts/frames/server-frame";
import type { OutgoingMessage } from "../outbox/outgoing-message.ts";
import type { ChorusProblem } from "../problem.ts";
import type { Receipts } from "./receipts.ts";
import type { TimelineEntry } from "./timeline.ts";

/** Customers before this one, and the estimated wait; null without an estimate. */
export type QueuePosition = Pick<ServerFrameOf<"queue.position">, "ahead" | "waitSeconds">;

/** Everything a screen shows of one conversation, at one moment. */
export interface ConversationSnapshot {
  readonly conversationId: string;
  /**
   * `loading`: nothing to show yet. `live`: up to date. `catching_up`: what is shown may be behind (no connection, or events are
   * being fetched). `unavailable`: refused, see `problem`; tried again after the next reconnect.
   */
  readonly status: "loading" | "live" | "catching_up" | "unavailable";
  readonly problem: ChorusProblem | null;
  /** As of the newest event; null while loading. */
  readonly conversation: AnyConversation | null;
  /** The log as people see it, ascending. */
  readonly timeline: readonly TimelineEntry[];
  /** Own messages that are not in the timeline yet, in the order of sending: to be shown below it. */
  readonly outgoing: readonly OutgoingMessage[];
  readonly receipts: Receipts;
  /** User ids of people who are typing. */
  readonly typing: readonly string[];
  /** User ids of other agents who are viewing it; for agents only. */
  readonly viewers: readonly string[];
  /** Of a waiting customer; null when it was never sent or has expired. */
  readonly queue: QueuePosition | null;
  readonly lastSeq: number;
  readonly hasOlder: boolean;
  readonly isLoadingOlder: boolean;
}
