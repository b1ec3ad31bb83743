import { z } from "zod";
import { Conversation } from "../../entities/conversation.ts";
import { Cursor } from "../../primitives.ts";

/** A list row changed. `cursor` is null between two positions of the repair. */
export const InboxFrame = z.object({
  type: z.literal("inbox"),
  cursor: Cursor.nullable(),
  kind: z.enum(["changed", "removed"]),
  conversation: Conversation,
});
export type InboxFrame = z.infer<typeof InboxFrame>;
