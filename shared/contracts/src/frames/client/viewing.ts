import { z } from "zod";
import { Uuid } from "../../ids.ts";

/** An agent looks at a conversation, or no longer does. Has no reply, is never stored; to be repeated while it holds. */
export const Viewing = z.object({
  type: z.literal("viewing"),
  conversationId: Uuid,
  isViewing: z.boolean(),
});
export type Viewing = z.infer<typeof Viewing>;
