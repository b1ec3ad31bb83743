import { z } from "zod";
import { Priority } from "../entities/conversation.ts";
import { Uuid } from "../ids.ts";
import { Timestamp } from "../primitives.ts";
import { defineRoute } from "./define-route.ts";

const service = "chat-service";

/** Counting ends here: more is shown as "1000+", and costs the same however many there are. */
export const LIVE_COUNT_LIMIT = 1_000;

/** For how long messages are counted, by the minute. */
export const LIVE_MINUTES = 30;

export const liveReport = defineRoute({
  id: "reports.live",
  service,
  method: "GET",
  path: "/api/v1/reports/live",
  summary: "How it is right now; counts end at 1000",
  access: "user",
  permission: "conversation.read",
  responses: {
    200: z.object({
      at: Timestamp,
      waiting: z.int(),
      /** Since when the one waits who waits longest; null when nobody does. */
      waitingSince: Timestamp.nullable(),
      open: z.int(),
      /** The last 30 minutes, oldest first; the last one is under way. Shorter when there are more than 20000 events in them. */
      messagesPerMinute: z.array(z.object({ minute: Timestamp, messages: z.int() })),
      /** Open conversations of each agent who has some; at most 5000 are counted. Absent in answers of older services. */
      agents: z.array(z.object({ id: Uuid, open: z.int() })).optional(),
      /** Those who wait longest, the longest first, at most 8. Absent in answers of older services. */
      longestWaits: z
        .array(
          z.object({ conversationId: Uuid, customerName: z.string(), priority: Priority, waitingSince: Timestamp }),
        )
        .optional(),
    }),
  },
});
