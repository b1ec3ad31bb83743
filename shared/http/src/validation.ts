import type { FieldError } from "@chorus/contracts/errors";
import { AppError } from "@chorus/kernel/app-error";
import type { z } from "zod";
import { describeIssue } from "./describe-issue.ts";

/** The value in the schema's form, or every wrong field with what is wrong, in words of ours where the schema has none. */
export function parse<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
): { data: z.output<Schema>; errors?: never } | { errors: FieldError[] } {
  const result = schema.safeParse(value, { error: describeIssue });
  return result.success ? { data: result.data } : { errors: fieldErrors(result.error) };
}

/** The fields that are wrong, by path (`owner.email`). */
function fieldErrors(error: z.ZodError): FieldError[] {
  return error.issues.map((issue) => ({ path: issue.path.join("."), message: issue.message }));
}

/** @throws AppError `invalid` that names every wrong field */
export function parseOrThrow<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const parsed = parse(schema, value);
  if (!parsed.errors) return parsed.data;
  const { errors } = parsed;
  const [first] = errors;
  throw new AppError("invalid", {
    detail: first?.path ? `${first.path}: ${first.message}` : (first?.message ?? "The request is not valid."),
    errors,
  });
}
