import { z } from "zod";
import { MessageBody } from "../../entities/message.ts";
import { RequestRef, Uuid } from "../../ids.ts";

/** Change the text of one's own message, within the tenant's edit window. */
export const MessageEdit = z.object({
  type: z.literal("message.edit"),
  id: RequestRef,
  conversationId: Uuid,
  messageId: Uuid,
  operationId: Uuid,
  body: MessageBody,
});
export type MessageEdit = z.infer<typeof MessageEdit>;
