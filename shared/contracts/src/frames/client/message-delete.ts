import { z } from "zod";
import { RequestRef, Uuid } from "../../ids.ts";

/** Take a message back; its place in the log stays. */
export const MessageDelete = z.object({
  type: z.literal("message.delete"),
  id: RequestRef,
  conversationId: Uuid,
  messageId: Uuid,
  operationId: Uuid,
});
export type MessageDelete = z.infer<typeof MessageDelete>;
