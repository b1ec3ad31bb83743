import type { FieldError } from "@chorus/contracts/errors";
import { AppError } from "@chorus/kernel/app-error";
import { z } from "zod";
import { describeIssue } from "./describe-issue.ts";

z.config({ customError: describeIssue });

/** The fields that are wrong, by path (`owner.email`). */
export function fieldErrors(error: z.ZodError): FieldError[] {
  return error.issues.map((issue) => ({ path: issue.path.join("."), message: issue.message }));
}

/** @throws AppError `invalid` that names every wrong field */
export function parseOrThrow<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const errors = fieldErrors(result.error);
  const first = errors[0];
  throw new AppError("invalid", {
    detail: first?.path ? `${first.path}: ${first.message}` : (first?.message ?? "The request is not valid."),
    errors,
  });
}
