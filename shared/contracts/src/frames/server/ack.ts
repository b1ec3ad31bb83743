import { z } from "zod";
import { RequestRef, Uuid } from "../../ids.ts";
import { Seq, Timestamp } from "../../primitives.ts";

/** It is committed. */
export const Ack = z.object({
  type: z.literal("ack"),
  id: RequestRef,
  conversationId: Uuid,
  clientMessageId: Uuid.optional(),
  operationId: Uuid.optional(),
  messageId: Uuid,
  seq: Seq,
  createdAt: Timestamp,
  /** True when this was a repeat: the fields are those of the first time. */
  duplicate: z.boolean(),
});
export type Ack = z.infer<typeof Ack>;
