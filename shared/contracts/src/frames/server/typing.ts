import { z } from "zod";
import { Uuid } from "../../ids.ts";

/** A participant types; forget it after `ttlMs`. */
export const TypingFrame = z.object({
  type: z.literal("typing"),
  conversationId: Uuid,
  userId: Uuid,
  isTyping: z.boolean(),
  ttlMs: z.int(),
});
export type TypingFrame = z.infer<typeof TypingFrame>;
