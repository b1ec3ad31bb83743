import { z } from "zod";

/** The answer of `/livez` and `/readyz`. */
export const Health = z.object({
  status: z.enum(["ok", "draining", "degraded"]),
  service: z.string(),
  /** Each dependency: `ok`, or what is wrong with it. */
  checks: z.record(z.string(), z.string()),
});
export type Health = z.infer<typeof Health>;
