import { z } from "zod";
import { RequestRef } from "../../ids.ts";
import { Cursor } from "../../primitives.ts";

/** The inbox is followed from `cursor` on. */
export const InboxSubscribed = z.object({
  type: z.literal("inbox.subscribed"),
  id: RequestRef,
  cursor: Cursor,
});
export type InboxSubscribed = z.infer<typeof InboxSubscribed>;
