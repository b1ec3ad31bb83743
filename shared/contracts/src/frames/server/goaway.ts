import { z } from "zod";

/** This gateway is leaving: reconnect after `retryMs`. */
export const Goaway = z.object({
  type: z.literal("goaway"),
  retryMs: z.int(),
  reason: z.string(),
});
export type Goaway = z.infer<typeof Goaway>;
