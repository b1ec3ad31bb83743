import { z } from "zod";
import { ErrorCode, FieldError } from "../../errors.ts";
import { RequestRef } from "../../ids.ts";
import { Seq } from "../../primitives.ts";

/** A request was refused; nothing of it happened. */
export const ErrorFrame = z.object({
  type: z.literal("error"),
  id: RequestRef.optional(),
  code: ErrorCode,
  message: z.string(),
  retryable: z.boolean(),
  retryMs: z.int().optional(),
  headSeq: Seq.optional(),
  errors: z.array(FieldError).optional(),
});
export type ErrorFrame = z.infer<typeof ErrorFrame>;
