import { z } from "zod";
import { RequestRef, Uuid } from "../../ids.ts";
import { Seq, plainText } from "../../primitives.ts";

/** Follow a conversation. Without `afterSeq` the newest 50 events are replayed, with 0 all from the beginning. */
export const Subscribe = z.object({
  type: z.literal("subscribe"),
  id: RequestRef,
  conversationId: Uuid,
  afterSeq: Seq.optional(),
  epoch: plainText({ max: 100 }).optional(),
});
export type Subscribe = z.infer<typeof Subscribe>;
