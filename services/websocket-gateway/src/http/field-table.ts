import type { JsonSchema } from "@chorus/contracts/documents/json-schema";

type Schema = JsonSchema & {
  $ref?: string;
  type?: string | string[];
  const?: unknown;
  enum?: unknown[];
  format?: string;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
  additionalProperties?: Schema | boolean;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  maxItems?: number;
  description?: string;
};

/** An object's fields as a table: name, type, and limits. Other schemas are described in one line. */
export function fieldTable(given: JsonSchema): string {
  const schema = given as Schema;
  const { properties, required = [] } = schema;
  const variants = schema.oneOf ?? schema.anyOf;
  if (!properties && variants) return variants.map(fieldTable).join("\n<p>or</p>\n");
  if (!properties) return `<p>${typeOf(schema)}</p>`;
  const rows = Object.entries(properties).map(([name, field]) => {
    const optional = required.includes(name) ? "" : "optional";
    const notes = [optional, boundsOf(field), field.description ?? ""].filter(Boolean).join("; ");
    return `<tr><td><code>${escapeHtml(name)}</code><td>${typeOf(field)}<td>${code(notes)}`;
  });
  return `<table><tr><th>Field<th>Type<th>\n${rows.join("\n")}</table>`;
}

function typeOf(schema: Schema): string {
  if (schema.$ref) {
    const name = schema.$ref.split("/").at(-1) ?? "";
    return `<a href="#shape-${name}">${escapeHtml(name)}</a>`;
  }
  if (schema.const !== undefined) return `<code>${escapeHtml(JSON.stringify(schema.const))}</code>`;
  if (schema.enum) return schema.enum.map((value) => `<code>${escapeHtml(JSON.stringify(value))}</code>`).join(", ");
  const variants = schema.anyOf ?? schema.oneOf;
  if (variants) return variants.map(typeOf).join(" or ");
  if (schema.items) return `list of ${typeOf(schema.items)}`;
  if (schema.properties) return `{${Object.keys(schema.properties).map(escapeHtml).join(", ")}}`;
  if (typeof schema.additionalProperties === "object") return `map to ${typeOf(schema.additionalProperties)}`;
  return escapeHtml(schema.format ?? [schema.type ?? "any"].flat().join(" or "));
}

function boundsOf({ minLength, maxLength, minimum, maximum, maxItems }: Schema): string {
  const bounds: string[] = [];
  if (minLength !== undefined) bounds.push(`at least ${minLength} characters`);
  if (maxLength !== undefined) bounds.push(`at most ${maxLength} characters`);
  if (minimum !== undefined && minimum !== Number.MIN_SAFE_INTEGER) bounds.push(`from ${minimum}`);
  if (maximum !== undefined && maximum !== Number.MAX_SAFE_INTEGER) bounds.push(`to ${maximum}`);
  if (maxItems !== undefined) bounds.push(`at most ${maxItems}`);
  return bounds.join(", ");
}

export function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

/** Escaped, with text between backticks as code. */
export function code(text: string): string {
  return escapeHtml(text).replaceAll(/`([^`]+)`/g, "<code>$1</code>");
}
