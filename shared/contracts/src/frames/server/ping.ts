import { z } from "zod";
import { Uuid } from "../../ids.ts";
import { Cursor, Seq } from "../../primitives.ts";

/** Heartbeat: answer with `pong`, then compare the heads. */
export const Ping = z.object({
  type: z.literal("ping"),
  n: z.int().min(0),
  /** Committed heads of the client's conversations, in its numbering. */
  heads: z.record(Uuid, Seq),
  inboxCursor: Cursor.optional(),
});
export type Ping = z.infer<typeof Ping>;
