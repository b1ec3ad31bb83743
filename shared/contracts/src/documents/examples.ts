import type { RouteSpec } from "../routes/define-route.ts";
import values from "./example-values.json" with { type: "json" };
import type { JsonSchema } from "./json-schema.ts";

const { ids, times, fields, bodies, schemas } = values as unknown as {
  ids: Record<string, string>;
  times: Record<string, string>;
  /** By a name, or by that of its schema or route before it: `Team.name`, `deliveries.list.status`. */
  fields: Record<string, unknown>;
  bodies: Record<string, unknown>;
  schemas: Record<string, unknown>;
};

const REFERENCE = "#/components/schemas/";

interface Place {
  components: Readonly<Record<string, JsonSchema>>;
  /** The property that the value is of. */
  name: string;
  /** The named schema around it. */
  parent: string;
}

/** The body of an example request; undefined for a route whose body has to be made from its schema. */
export function bodyExample(route: RouteSpec): unknown {
  return bodies[route.id];
}

/** A believable value of a schema, the same each time: what stands in example-values.json, else the least that fits. */
export function exampleOf(schema: JsonSchema, place: Place): unknown {
  const { components, name, parent } = place;
  const reference = schema["$ref"];
  if (typeof reference === "string") {
    const id = reference.slice(REFERENCE.length);
    return schemas[id] ?? exampleOf(components[id] ?? {}, { components, name, parent: id });
  }
  const known = [`${parent}.${name}`, name].map((key) => fields[key]).find((value) => fits(value, schema));
  if (known !== undefined) return known;
  if ("const" in schema) return schema["const"];
  const choices = [schema["anyOf"], schema["oneOf"]].find(Array.isArray) as JsonSchema[] | undefined;
  if (choices) return exampleOf(choices.find(({ type }) => type !== "null") ?? {}, place);
  if (Array.isArray(schema["enum"])) return schema["enum"][0];
  if (Array.isArray(schema["type"])) {
    const [type] = schema["type"].filter((one) => one !== "null");
    return exampleOf({ ...schema, type }, place);
  }
  return ofType(schema, place);
}

function ofType(schema: JsonSchema, place: Place): unknown {
  switch (schema["type"]) {
    case "object": {
      const properties = Object.entries((schema["properties"] ?? {}) as Record<string, JsonSchema>);
      return Object.fromEntries(properties.map(([name, one]) => [name, exampleOf(one, { ...place, name })]));
    }
    case "array":
      return [exampleOf((schema["items"] ?? {}) as JsonSchema, place)];
    case "integer":
    case "number":
      return Math.max(0, Number(schema["minimum"] ?? 0));
    case "boolean":
      return false;
    case "string":
      return text(schema, place.name);
    default:
      return null;
  }
}

function text({ format }: JsonSchema, name: string): string {
  if (format === "uuid") return ids[name] ?? ids["id"] ?? "";
  if (format === "date-time") return times[name] ?? times[""] ?? "";
  return "…";
}

/** Whether a value may stand here: the same name is a text in one schema and a number in another. */
function fits(value: unknown, schema: JsonSchema): boolean {
  if (value === undefined) return false;
  if (Array.isArray(schema["type"])) return schema["type"].some((type) => fits(value, { ...schema, type }));
  const choices = [schema["anyOf"], schema["oneOf"]].find(Array.isArray) as JsonSchema[] | undefined;
  if (choices) return choices.some((choice) => fits(value, choice));
  if (Array.isArray(schema["enum"])) return schema["enum"].includes(value);
  if ("const" in schema) return schema["const"] === value;
  if (schema["format"] === "uuid" || schema["format"] === "date-time") return false;
  if (value === null) return schema["type"] === "null";
  if (schema["type"] === "integer" || schema["type"] === "number") return typeof value === "number";
  if (Array.isArray(value))
    return schema["type"] === "array" && value.every((item) => fits(item, (schema["items"] ?? {}) as JsonSchema));
  return typeof value === schema["type"];
}
