import { routeRef } from "@chorus/client-sdk/route-ref";
import type { createConversation } from "@chorus/contracts/routes/conversations";
import type { createWidgetSession, refreshWidgetSession } from "@chorus/contracts/routes/widget";

/** The three REST calls of the widget; everything else goes over the socket. */
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
