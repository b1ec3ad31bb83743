import { z } from "zod";
import { Uuid } from "../../ids.ts";
import { Seq } from "../../primitives.ts";

/** Nothing more of this conversation comes until the client subscribes again with `afterSeq`. */
export const Gap = z.object({
  type: z.literal("gap"),
  conversationId: Uuid,
  fromSeq: Seq,
  headSeq: Seq,
});
export type Gap = z.infer<typeof Gap>;
