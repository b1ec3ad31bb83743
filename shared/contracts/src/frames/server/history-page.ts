import { z } from "zod";
import { Event } from "../../entities/event.ts";
import { RequestRef } from "../../ids.ts";

/** Older events, ascending. */
export const HistoryPage = z.object({
  type: z.literal("history.page"),
  id: RequestRef,
  events: z.array(Event),
  hasMore: z.boolean(),
});
export type HistoryPage = z.infer<typeof HistoryPage>;
