import { z } from "zod";
import { ReceiptState } from "../entities/conversation.ts";
import { Message, MessageBody, MessageKind } from "../entities/message.ts";
import { Uuid } from "../ids.ts";
import { LogQuery, Seq, pageOf } from "../primitives.ts";
import { defineRoute } from "./define-route.ts";

const service = "chat-service";
const params = z.object({ conversationId: Uuid });

export const listMessages = defineRoute({
  id: "messages.list",
  service,
  method: "GET",
  path: "/api/v1/conversations/{conversationId}/messages",
  summary: "Messages, ascending by seq; `beforeSeq` gives the page before, also ascending",
  access: "member",
  permission: "conversation.read",
  params,
  query: LogQuery,
  responses: { 200: pageOf(Message) },
});

export const createMessage = defineRoute({
  id: "messages.create",
  ownLimit: "counted as a send, as on a socket",
  service,
  idempotent: true,
  method: "POST",
  path: "/api/v1/conversations/{conversationId}/messages",
  summary: "Say something; a repeat of the same clientMessageId answers 200 with the first message",
  access: "member",
  permission: "message.send",
  params,
  body: z.strictObject({
    clientMessageId: Uuid,
    body: MessageBody,
    kind: MessageKind.default("text"),
    replyToSeq: Seq.optional(),
    expectedSeq: Seq.optional(),
  }),
  responses: { 201: Message, 200: Message },
  errors: ["closed", "conflict", "rate_limited"],
});

const messageParams = z.object({ conversationId: Uuid, messageId: Uuid });

export const editMessage = defineRoute({
  id: "messages.edit",
  ownLimit: "counted as a send, as on a socket",
  service,
  method: "PATCH",
  path: "/api/v1/conversations/{conversationId}/messages/{messageId}",
  summary: "Change the text of one's own message, within 15 minutes (a setting of the tenant)",
  access: "member",
  permission: "message.send",
  params: messageParams,
  body: z.strictObject({
    body: MessageBody,
    /** Repeating it with the same id changes nothing more. */
    operationId: Uuid.optional(),
  }),
  responses: { 200: Message },
  errors: ["closed", "conflict", "rate_limited"],
});

export const deleteMessage = defineRoute({
  id: "messages.delete",
  ownLimit: "counted as a send, as on a socket",
  service,
  method: "DELETE",
  path: "/api/v1/conversations/{conversationId}/messages/{messageId}",
  summary: "Take one's own message back, or as a supervisor anybody's; its place in the log stays",
  access: "member",
  permission: "message.send",
  params: messageParams,
  responses: { 200: Message },
  errors: ["rate_limited"],
});

export const putReceipts = defineRoute({
  id: "messages.receipts",
  service,
  method: "PUT",
  path: "/api/v1/conversations/{conversationId}/receipts",
  summary: "Up to where the caller got and read everything; going back is ignored",
  access: "member",
  permission: "conversation.read",
  params,
  body: z.strictObject({ deliveredSeq: Seq.optional(), readSeq: Seq.optional() }),
  responses: { 200: ReceiptState },
});
