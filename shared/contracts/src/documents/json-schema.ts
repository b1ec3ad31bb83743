import { z } from "zod";

export type JsonSchema = Record<string, unknown>;

const LOCAL = "#/$defs/";
const SHARED = "#/components/schemas/";

/**
 * Turns schemas into JSON Schema 2020-12, as requests (`input`) or answers (`output`) have them. Schemas with a name
 * (`meta({ id })`) are collected once in `components` and referred to.
 */
export function schemaCollector() {
  const components: Record<string, JsonSchema> = {};
  return {
    components,
    schema(schema: z.ZodType, io: "input" | "output"): JsonSchema {
      const { $schema: _, ...whole } = z.toJSONSchema(schema, {
        io,
        unrepresentable: "any",
        reused: "inline",
        // Answers may grow fields within a version; only what clients send is closed.
        override: ({ jsonSchema }) => {
          if (io === "output" && jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
        },
      });
      const { $defs = {}, ...own } = JSON.parse(JSON.stringify(whole).replaceAll(LOCAL, SHARED)) as JsonSchema & {
        $defs?: Record<string, JsonSchema>;
      };
      for (const [name, { id: _id, ...definition }] of Object.entries($defs)) components[name] ??= definition;
      const { id, ...rest } = own;
      if (typeof id !== "string") return rest;
      components[id] ??= rest;
      return { $ref: `${SHARED}${id}` };
    },
  };
}
export type SchemaCollector = ReturnType<typeof schemaCollector>;
