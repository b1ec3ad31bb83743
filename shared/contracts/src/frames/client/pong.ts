import { z } from "zod";

/** The answer to `ping`. */
export const Pong = z.object({
  type: z.literal("pong"),
  n: z.int().min(0),
});
export type Pong = z.infer<typeof Pong>;
