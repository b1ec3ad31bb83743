import { z } from "zod";
import { Uuid } from "../../ids.ts";
import { Seq } from "../../primitives.ts";

/** Up to where the sender got and read everything. Has no reply; going back is ignored. */
export const Receipt = z.object({
  type: z.literal("receipt"),
  conversationId: Uuid,
  deliveredSeq: Seq.optional(),
  readSeq: Seq.optional(),
});
export type Receipt = z.infer<typeof Receipt>;
