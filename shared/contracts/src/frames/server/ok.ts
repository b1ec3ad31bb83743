import { z } from "zod";
import { RequestRef } from "../../ids.ts";

/** Done. */
export const Ok = z.object({
  type: z.literal("ok"),
  id: RequestRef,
});
export type Ok = z.infer<typeof Ok>;
