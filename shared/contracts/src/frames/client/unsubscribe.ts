import { z } from "zod";
import { RequestRef, Uuid } from "../../ids.ts";

/** Stop following a conversation. */
export const Unsubscribe = z.object({
  type: z.literal("unsubscribe"),
  id: RequestRef,
  conversationId: Uuid,
});
export type Unsubscribe = z.infer<typeof Unsubscribe>;
