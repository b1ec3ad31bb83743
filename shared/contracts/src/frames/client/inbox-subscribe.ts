import { z } from "zod";
import { RequestRef } from "../../ids.ts";
import { Cursor } from "../../primitives.ts";

/** Follow the tenant's inbox (agents). With `cursor`, what changed since is pushed first. */
export const InboxSubscribe = z.object({
  type: z.literal("inbox.subscribe"),
  id: RequestRef,
  cursor: Cursor.optional(),
});
export type InboxSubscribe = z.infer<typeof InboxSubscribe>;
