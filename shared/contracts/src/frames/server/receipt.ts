import { z } from "zod";
import { Uuid } from "../../ids.ts";
import { Seq } from "../../primitives.ts";

/** A participant got or read further. */
export const ReceiptFrame = z.object({
  type: z.literal("receipt"),
  conversationId: Uuid,
  userId: Uuid,
  deliveredSeq: Seq.optional(),
  readSeq: Seq.optional(),
});
export type ReceiptFrame = z.infer<typeof ReceiptFrame>;
