import { z } from "zod";

/** The token ends soon: send `refresh`. */
export const AuthExpiring = z.object({
  type: z.literal("auth.expiring"),
  inMs: z.int(),
});
export type AuthExpiring = z.infer<typeof AuthExpiring>;
