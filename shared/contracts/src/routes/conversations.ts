import { z } from "zod";
import {
  AnyConversation,
  Conversation,
  ConversationStatus,
  CustomerConversation,
  MAX_TAGS,
  Priority,
  Subject,
  Tag,
} from "../entities/conversation.ts";
import { Event } from "../entities/event.ts";
import { Message, MessageBody } from "../entities/message.ts";
import { Uuid } from "../ids.ts";
import { EmailAddress, LogQuery, PageQuery, Timestamp, optionalText, pageOf } from "../primitives.ts";
import { defineRoute } from "./define-route.ts";

const service = "chat-service";
const params = z.object({ conversationId: Uuid });
const answer = z.object({ conversation: AnyConversation });

export const createConversation = defineRoute({
  id: "conversations.create",
  ownLimit: "counted as a send, as on a socket",
  service,
  idempotent: true,
  method: "POST",
  path: "/api/v1/conversations",
  summary: "Start a conversation; a customer who has one that is not closed gets that one",
  access: "member",
  permission: "conversation.start",
  body: z.strictObject({
    subject: Subject.optional(),
    message: z.strictObject({ clientMessageId: Uuid, body: MessageBody }).optional(),
    /** Agents name the customer. */
    customerId: Uuid.optional(),
  }),
  responses: {
    201: z.object({ conversation: AnyConversation, message: Message.nullable() }),
    200: z.object({ conversation: AnyConversation, message: Message.nullable() }),
  },
  errors: ["not_found", "rate_limited"],
});

export const listConversations = defineRoute({
  id: "conversations.list",
  service,
  method: "GET",
  path: "/api/v1/conversations",
  summary: "Conversations, latest news first; customers see their own",
  access: "member",
  permission: "conversation.read",
  query: PageQuery.extend({
    status: ConversationStatus.optional(),
    /** A user's id, `me` or `none`. */
    assignee: z.union([z.enum(["me", "none"]), Uuid]).optional(),
    tag: Tag.optional(),
    /** Of one customer only. */
    customerId: Uuid.optional(),
    /** Of one team; without a status: those that are open or queued. */
    teamId: Uuid.optional(),
    /** Open or queued ones whose customer is connected now; `unavailable` while that is not known. */
    here: z
      .enum(["true", "false"])
      .transform((here) => here === "true")
      .optional(),
  }),
  responses: { 200: pageOf(AnyConversation) },
});

/** Counting ends here: more is shown as "1000+", and costs the same however many there are. */
export const COUNT_LIMIT = 1_000;

const Count = z.int().min(0).max(COUNT_LIMIT);

export const countConversations = defineRoute({
  id: "conversations.counts",
  service,
  method: "GET",
  path: "/api/v1/conversations/counts",
  summary: "How many conversations each list of the desk has; every count ends at 1000",
  access: "user",
  permission: "conversation.read",
  responses: {
    200: z.object({
      /** Open ones of the caller. */
      mine: Count,
      queue: Count,
      open: Count,
      snoozed: Count,
      /** Open or queued ones whose customer is connected now; null while that is not known. */
      here: Count.nullable(),
      /** Those of `mine` with messages of the customer that the caller has not read. */
      unread: Count,
      /** By name, the first 100; `open` counts open and queued ones. */
      teams: z.array(z.object({ id: Uuid, name: z.string(), open: Count })),
    }),
  },
});

export const getConversation = defineRoute({
  id: "conversations.get",
  service,
  method: "GET",
  path: "/api/v1/conversations/{conversationId}",
  summary: "One conversation",
  access: "member",
  permission: "conversation.read",
  params,
  responses: { 200: AnyConversation },
});

export const assignConversation = defineRoute({
  id: "conversations.assign",
  service,
  method: "POST",
  path: "/api/v1/conversations/{conversationId}/assign",
  summary: "Assign to an agent or a team; with neither, unassign",
  access: "user",
  permission: "conversation.work",
  params,
  body: z.strictObject({ agentId: Uuid.nullable().optional(), teamId: Uuid.nullable().optional() }),
  responses: { 200: z.object({ conversation: Conversation }) },
  errors: ["closed"],
});

export const closeConversation = defineRoute({
  id: "conversations.close",
  service,
  method: "POST",
  path: "/api/v1/conversations/{conversationId}/close",
  summary: "Close; closing a closed conversation changes nothing",
  access: "member",
  permission: "conversation.close",
  params,
  responses: { 200: answer },
});

export const reopenConversation = defineRoute({
  id: "conversations.reopen",
  service,
  method: "POST",
  path: "/api/v1/conversations/{conversationId}/reopen",
  summary: "Open a closed conversation again, with its assignee, else in the queue",
  access: "user",
  permission: "conversation.work",
  params,
  responses: { 200: answer },
  errors: ["conflict"],
});

export const patchConversation = defineRoute({
  id: "conversations.patch",
  service,
  method: "PATCH",
  path: "/api/v1/conversations/{conversationId}",
  summary: "Change subject, priority or tags, or snooze until a time (null wakes it up)",
  access: "user",
  permission: "conversation.organise",
  params,
  body: z.strictObject({
    subject: Subject.nullable().optional(),
    priority: Priority.optional(),
    tags: z.array(Tag).max(MAX_TAGS).optional(),
    snoozedUntil: Timestamp.nullable().optional(),
  }),
  responses: { 200: z.object({ conversation: Conversation }) },
  errors: ["closed"],
});

export const transferConversation = defineRoute({
  id: "conversations.transfer",
  service,
  method: "POST",
  path: "/api/v1/conversations/{conversationId}/transfer",
  summary: "Hand over to a colleague or to a team's queue, with a note for them",
  access: "user",
  permission: "conversation.work",
  params,
  body: z.strictObject({
    agentId: Uuid.nullable().optional(),
    teamId: Uuid.nullable().optional(),
    note: MessageBody.optional(),
  }),
  responses: { 200: z.object({ conversation: Conversation }) },
  errors: ["closed"],
});

export const rateConversation = defineRoute({
  id: "conversations.rate",
  service,
  method: "POST",
  path: "/api/v1/conversations/{conversationId}/rating",
  summary: "How it was, by its customer; a later rating replaces the earlier one",
  access: "customer",
  permission: "conversation.rate",
  params,
  body: z.strictObject({ score: z.int().min(1).max(5), comment: optionalText({ max: 2_000 }) }),
  responses: { 200: z.object({ conversation: CustomerConversation }) },
});

export const mailTranscript = defineRoute({
  id: "conversations.transcript",
  service,
  idempotent: true,
  method: "POST",
  path: "/api/v1/conversations/{conversationId}/transcript",
  summary: "Mail the conversation, without its notes: to its customer, or to the caller of the desk",
  access: "member",
  permission: "message.send",
  params,
  body: z.strictObject({
    to: z.enum(["customer", "me"]).default("customer"),
    /** By a customer who has left no address so far; the one that is known stays. */
    email: EmailAddress.optional(),
  }),
  responses: { 202: z.object({ recipient: z.string() }) },
  errors: ["conflict", "rate_limited"],
});

export const exportConversation = defineRoute({
  id: "conversations.export",
  service,
  method: "GET",
  path: "/api/v1/conversations/{conversationId}/export",
  summary: "A conversation with its whole log",
  access: "user",
  permission: "conversation.supervise",
  params,
  responses: { 200: z.object({ conversation: Conversation, events: z.array(Event) }) },
});

export const listEvents = defineRoute({
  id: "conversations.events",
  service,
  method: "GET",
  path: "/api/v1/conversations/{conversationId}/events",
  summary: "The log of a conversation, ascending",
  access: "member",
  permission: "conversation.read",
  params,
  query: LogQuery,
  responses: { 200: pageOf(Event) },
});
