import { z } from "zod";
import { defineRoute } from "./define-route.ts";

/**
 * What does not work at the moment, in the words of those who work with it. `live`: what is new comes late; `notifications`: mails and the
 * like are late; `presence`: nobody knows who is here; `summaries`: no summaries, no search by meaning.
 */
export const TROUBLES = ["live", "notifications", "presence", "summaries"] as const;
export const Trouble = z.enum(TROUBLES);
export type Trouble = z.infer<typeof Trouble>;

export const readTroubles = defineRoute({
  id: "troubles.read",
  service: "chat-service",
  method: "GET",
  path: "/api/v1/troubles",
  summary: "What of the platform does not work at the moment; nothing most of the time",
  access: "user",
  permission: "people.read",
  responses: { 200: z.object({ items: z.array(Trouble) }) },
});
