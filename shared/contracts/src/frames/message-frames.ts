import { z } from "zod";
import { MessageBody, MessageKind } from "../entities/message.ts";
import { RequestRef, Uuid } from "../ids.ts";
import { Seq, Timestamp } from "../primitives.ts";
import { clientFrame, serverFrame } from "./define-frame.ts";

export const messageSend = clientFrame(
  "message.send",
  {
    id: RequestRef,
    conversationId: Uuid,
    clientMessageId: Uuid,
    body: MessageBody,
    kind: MessageKind,
    replyToSeq: Seq.optional(),
    attachmentIds: z.array(Uuid).max(10).optional(),
    expectedSeq: Seq.optional(),
  },
  {
    meaning:
      "Say something. Make the `clientMessageId` yourself and keep it until the `ack`: sent again after a lost connection, it " +
      "is stored once. With `expectedSeq`, a newer message by somebody else is a `conflict`.",
    reply: "`ack`, after the commit",
    permission: "message.send",
    cost: "send",
  },
);

export const whisperSend = clientFrame(
  "whisper.send",
  { id: RequestRef, conversationId: Uuid, clientMessageId: Uuid, body: MessageBody },
  {
    meaning:
      "Tell whoever answers something that the customer never sees (supervisors). Repeats are stored once, as messages are.",
    reply: "`ack`, after the commit",
    permission: "conversation.supervise",
    agentsOnly: true,
    cost: "send",
  },
);

export const messageEdit = clientFrame(
  "message.edit",
  { id: RequestRef, conversationId: Uuid, messageId: Uuid, operationId: Uuid, body: MessageBody },
  {
    meaning: "Change the text of an own message. `operationId` makes a repeat harmless.",
    reply: "`ack`",
    permission: "message.send",
    cost: "send",
  },
);

/** Its place in the log stays. */
export const messageDelete = clientFrame(
  "message.delete",
  { id: RequestRef, conversationId: Uuid, messageId: Uuid, operationId: Uuid },
  {
    meaning: "Take an own message back; a supervisor any.",
    reply: "`ack`",
    permission: "message.send",
    cost: "send",
  },
);

/** It is committed. */
export const ack = serverFrame(
  "ack",
  {
    id: RequestRef,
    conversationId: Uuid,
    clientMessageId: Uuid.optional(),
    operationId: Uuid.optional(),
    messageId: Uuid,
    seq: Seq,
    createdAt: Timestamp,
    /** True when this was a repeat: the fields are those of the first time. */
    duplicate: z.boolean(),
  },
  { meaning: "It is stored. `duplicate` says that it already was." },
);

export const receiptSend = clientFrame(
  "receipt",
  { conversationId: Uuid, deliveredSeq: Seq.optional(), readSeq: Seq.optional() },
  {
    meaning: "What has arrived here and what was read. Marks only move forward.",
    permission: "conversation.read",
  },
);

export const receipt = serverFrame(
  "receipt",
  { conversationId: Uuid, userId: Uuid, deliveredSeq: Seq.optional(), readSeq: Seq.optional() },
  { meaning: "How far somebody has received and read." },
);
