import { routeRef } from "@chorus/client-sdk/route-ref";
import type {
  createConversation,
  listConversations,
  mailTranscript,
  rateConversation,
} from "@chorus/contracts/routes/conversations";
import type {
  createWidgetSession,
  endWidgetSession,
  getWidget,
  refreshWidgetSession,
} from "@chorus/contracts/routes/widget";

/** The REST calls of the widget; everything else goes over the socket. */
export const readWidget = routeRef<typeof getWidget>({
  service: "chat-service",
  method: "GET",
  path: "/api/v1/widget",
  access: "public",
});

export const startSession = routeRef<typeof createWidgetSession>({
  service: "chat-service",
  method: "POST",
  path: "/api/v1/widget/sessions",
  access: "public",
});

export const refreshSession = routeRef<typeof refreshWidgetSession>({
  service: "chat-service",
  method: "POST",
  path: "/api/v1/widget/sessions/refresh",
  access: "public",
});

export const startConversation = routeRef<typeof createConversation>({
  service: "chat-service",
  method: "POST",
  path: "/api/v1/conversations",
  access: "member",
});

export const endSession = routeRef<typeof endWidgetSession>({
  service: "chat-service",
  method: "POST",
  path: "/api/v1/widget/sessions/end",
  access: "public",
});

export const listOwnConversations = routeRef<typeof listConversations>({
  service: "chat-service",
  method: "GET",
  path: "/api/v1/conversations",
  access: "member",
});

export const rate = routeRef<typeof rateConversation>({
  service: "chat-service",
  method: "POST",
  path: "/api/v1/conversations/{conversationId}/rating",
  access: "customer",
});

export const askForTranscript = routeRef<typeof mailTranscript>({
  service: "chat-service",
  method: "POST",
  path: "/api/v1/conversations/{conversationId}/transcript",
  access: "member",
});
