import { z } from "zod";
import { RequestRef } from "../../ids.ts";
import { Timestamp } from "../../primitives.ts";

/** The new token holds. */
export const Refreshed = z.object({
  type: z.literal("refreshed"),
  id: RequestRef,
  expiresAt: Timestamp,
});
export type Refreshed = z.infer<typeof Refreshed>;
