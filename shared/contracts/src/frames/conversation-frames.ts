import { z } from "zod";
import { AnyConversation, ReceiptState } from "../entities/conversation.ts";
import { Event } from "../entities/event.ts";
import { RequestRef, Uuid } from "../ids.ts";
import { LIMITS } from "../limits.ts";
import { Seq, plainText } from "../primitives.ts";
import { clientFrame, serverFrame, type ServerFrameSpec } from "./define-frame.ts";

export const subscribe = clientFrame(
  "subscribe",
  { id: RequestRef, conversationId: Uuid, afterSeq: Seq.optional(), epoch: plainText({ max: 100 }).optional() },
  {
    meaning:
      "Follow a conversation. Without `afterSeq` the newest 50 events come; `afterSeq: 0` starts from the beginning. Send the " +
      "`epoch` you were given: with another one the conversation is reloaded.",
    reply: "`subscribed`, then `event`, `receipt` and `typing` pushes",
    permission: "conversation.read",
  },
);

export const subscribed = serverFrame(
  "subscribed",
  {
    id: RequestRef.optional(),
    conversationId: Uuid,
    /** Opaque; another epoch than the client's means: reload the conversation. */
    epoch: z.string(),
    headSeq: Seq,
    /** Everything after the client's `afterSeq` is in `events`, or follows live. */
    recovered: z.boolean(),
    hasMore: z.boolean(),
    events: z.array(Event),
    receipts: z.array(ReceiptState),
    conversation: AnyConversation,
  },
  {
    meaning:
      "What was missing, and where the conversation stands. It comes before the first live `event`. With `recovered: false` " +
      "forget what you have and take this; with `hasMore` page for the rest.",
  },
);

export const unsubscribe = clientFrame(
  "unsubscribe",
  { id: RequestRef, conversationId: Uuid },
  { meaning: "Follow it no more.", reply: "`ok`", permission: null },
);

export const history = clientFrame(
  "history",
  { id: RequestRef, conversationId: Uuid, beforeSeq: Seq, limit: z.int().min(1).max(LIMITS.historyEvents) },
  {
    meaning: "The page of events before a position.",
    reply: "`history.page`, ascending",
    permission: "conversation.read",
  },
);

export const historyPage = serverFrame(
  "history.page",
  { id: RequestRef, events: z.array(Event), hasMore: z.boolean() },
  { meaning: "Older events, ascending." },
);

/** One entry of the log, live: the entry's own fields beside `type`. */
export const event = {
  type: "event",
  schema: z.intersection(z.object({ type: z.literal("event") }), Event),
  meaning:
    "Something happened. `seq` has no holes and no repeats: one that is not the next means something is missing.",
} as const satisfies ServerFrameSpec;

export const gap = serverFrame(
  "gap",
  { conversationId: Uuid, fromSeq: Seq, headSeq: Seq },
  { meaning: "Nothing more of this conversation comes until you subscribe again with `afterSeq`." },
);
