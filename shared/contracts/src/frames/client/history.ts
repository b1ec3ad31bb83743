import { z } from "zod";
import { RequestRef, Uuid } from "../../ids.ts";
import { LIMITS } from "../../limits.ts";
import { Seq } from "../../primitives.ts";

/** The page of events before `beforeSeq`. */
export const History = z.object({
  type: z.literal("history"),
  id: RequestRef,
  conversationId: Uuid,
  beforeSeq: Seq,
  limit: z.int().min(1).max(LIMITS.historyEvents),
});
export type History = z.infer<typeof History>;
