import { z } from "zod";
import { AnyConversation, ReceiptState } from "../../entities/conversation.ts";
import { Event } from "../../entities/event.ts";
import { RequestRef, Uuid } from "../../ids.ts";
import { Seq } from "../../primitives.ts";

/** The state of a conversation at the moment from which live events follow. */
export const Subscribed = z.object({
  type: z.literal("subscribed"),
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
});
export type Subscribed = z.infer<typeof Subscribed>;
