import { z } from "zod";
import { Conversation } from "../entities/conversation.ts";
import { Uuid } from "../ids.ts";
import { PageQuery, Timestamp, pageOf } from "../primitives.ts";
import { defineRoute } from "./define-route.ts";

const service = "chat-service";

export const listQueue = defineRoute({
  id: "queue.list",
  service,
  method: "GET",
  path: "/api/v1/queue",
  summary: "Who waits, by priority, then longest first",
  access: "user",
  permission: "conversation.read",
  query: PageQuery,
  responses: { 200: pageOf(z.object({ conversation: Conversation, enqueuedAt: Timestamp })) },
});

export const acceptNext = defineRoute({
  id: "queue.accept_next",
  service,
  method: "POST",
  path: "/api/v1/queue/accept",
  summary:
    "Accept the next one for me: whoever is connected first, then by priority and waiting time; 204 when nobody waits",
  access: "user",
  permission: "conversation.work",
  responses: { 200: z.object({ conversation: Conversation }), 204: null },
});

export const acceptConversation = defineRoute({
  id: "queue.accept",
  service,
  method: "POST",
  path: "/api/v1/queue/{conversationId}/accept",
  summary: "Accept this one; again by the same agent changes nothing",
  access: "user",
  permission: "conversation.work",
  params: z.object({ conversationId: Uuid }),
  responses: { 200: z.object({ conversation: Conversation }) },
  errors: ["already_assigned", "closed"],
});
