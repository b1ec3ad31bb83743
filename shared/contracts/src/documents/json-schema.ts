import { z } from "zod";

export type JsonSchema = Record<string, unknown>;

/** A schema as JSON Schema 2020-12, as requests (`input`) or answers (`output`) have it. */
export function jsonSchema(schema: z.ZodType, io: "input" | "output"): JsonSchema {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: "any", reused: "inline" });
  return rest;
}
