import type { Audience } from "../session/session.ts";

/** uWebSockets topics: one per audience, so that an event is serialised once for each and never filtered per socket. */
export const topics = {
  conversation: (tenantId: string, conversationId: string, audience: Audience) =>
    `c/${tenantId}/${conversationId}/${audience}`,
  inbox: (tenantId: string) => `i/${tenantId}`,
} as const;
