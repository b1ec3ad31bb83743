import { z } from "zod";
import { Uuid } from "../../ids.ts";

/** A colleague looks at the conversation; forget it after `ttlMs`. Only agents are told. */
export const ViewingFrame = z.object({
  type: z.literal("viewing"),
  conversationId: Uuid,
  userId: Uuid,
  isViewing: z.boolean(),
  ttlMs: z.int(),
});
export type ViewingFrame = z.infer<typeof ViewingFrame>;
