import { z } from "zod";

/** One message or note as models read it. */
export const TranscriptLine = z.object({
  seq: z.int(),
  role: z.enum(["customer", "agent", "note", "assistant"]),
  name: z.string(),
  /** ISO 8601, in the tenant's zone, which relative days such as "tomorrow" refer to. */
  at: z.string(),
  text: z.string(),
});
export type TranscriptLine = z.infer<typeof TranscriptLine>;
