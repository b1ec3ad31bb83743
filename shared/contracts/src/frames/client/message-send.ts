import { z } from "zod";
import { MessageBody, MessageKind } from "../../entities/message.ts";
import { RequestRef, Uuid } from "../../ids.ts";
import { Seq } from "../../primitives.ts";

/** Say something. Repeating it with the same `clientMessageId` stores it once and is acknowledged again. */
export const MessageSend = z.object({
  type: z.literal("message.send"),
  id: RequestRef,
  conversationId: Uuid,
  clientMessageId: Uuid,
  body: MessageBody,
  kind: MessageKind,
  replyToSeq: Seq.optional(),
  attachmentIds: z.array(Uuid).max(10).optional(),
  expectedSeq: Seq.optional(),
});
export type MessageSend = z.infer<typeof MessageSend>;
