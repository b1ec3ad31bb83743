import { z } from "zod";
import { Uuid } from "../../ids.ts";

/** The sender is typing, or has stopped. Has no reply, is never stored. */
export const Typing = z.object({
  type: z.literal("typing"),
  conversationId: Uuid,
  isTyping: z.boolean(),
});
export type Typing = z.infer<typeof Typing>;
