import { z } from "zod";
import { RequestRef } from "../../ids.ts";
import { LIMITS } from "../../limits.ts";
import { plainText } from "../../primitives.ts";

/** A fresh access token of the same person, before the old one ends. */
export const Refresh = z.object({
  type: z.literal("refresh"),
  id: RequestRef,
  token: plainText({ max: LIMITS.helloBytes }),
});
export type Refresh = z.infer<typeof Refresh>;
