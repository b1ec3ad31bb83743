import { z } from "zod";
import { Uuid } from "../../ids.ts";
import { LIMITS } from "../../limits.ts";
import { Seq, plainText } from "../../primitives.ts";

/** One conversation the client already knows up to `afterSeq`. */
export const ResumePoint = z.object({
  conversationId: Uuid,
  afterSeq: Seq,
  epoch: plainText({ max: 100 }).optional(),
});

/** First frame of a connection. `token` is left out when the upgrade carried one. */
export const Hello = z.object({
  type: z.literal("hello"),
  token: plainText({ max: LIMITS.helloBytes }).optional(),
  resume: z.array(ResumePoint).max(LIMITS.resumeConversations).optional(),
});
export type Hello = z.infer<typeof Hello>;
