import { html } from "hono/html";
import type { Parameter, Schema } from "./reference.ts";

const REFERENCE = "#/components/schemas/";

interface Row {
  name: string;
  type: string;
  isRequired: boolean;
  /** Its limits and default. */
  note: string;
}

/** Parameters of an address, or fields of a body. */
export function fieldTable(caption: string, rows: readonly Row[]) {
  if (rows.length === 0) return "";
  return html`<table>
    <caption>
      ${caption}
    </caption>
    <thead>
      <tr>
        <th scope="col">Name</th>
        <th scope="col">Type</th>
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        ({ name, type, isRequired, note }) =>
          html`<tr>
            <th scope="row"><code>${name}</code>${isRequired ? html` <span class="required">required</span>` : ""}</th>
            <td>${type}${note && html`<span class="note">${note}</span>`}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

export function rowsOfParameters(parameters: readonly Parameter[]): Row[] {
  return parameters.map(({ name, required, schema }) => rowOf(name, schema, required));
}

export function rowsOfBody(schema: Schema | undefined): Row[] {
  const required = new Set(schema?.required);
  return Object.entries(schema?.properties ?? {}).map(([name, one]) => rowOf(name, one, required.has(name)));
}

function rowOf(name: string, schema: Schema, isRequired: boolean): Row {
  return { name, type: typeOf(schema), isRequired, note: noteOf(schema) };
}

const FORMATS: Record<string, string> = {
  uuid: "id",
  "date-time": "time, 2026-11-21T09:44:00.000Z",
  email: "email address",
  uri: "web address",
};

function typeOf(schema: Schema): string {
  if (schema.$ref) return schema.$ref.slice(REFERENCE.length);
  if (schema.anyOf) return [...new Set(schema.anyOf.map(typeOf))].join(" or ");
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(", ");
  if ("const" in schema) return JSON.stringify(schema.const);
  if (schema.type === "array") return `list of ${schema.items ? typeOf(schema.items) : "anything"}`;
  if (schema.format && FORMATS[schema.format]) return FORMATS[schema.format] ?? "";
  const names: Record<string, string> = { integer: "whole number", string: "text", boolean: "true or false" };
  return [schema.type ?? "anything"]
    .flat()
    .map((type) => names[type] ?? type)
    .join(" or ");
}

function noteOf(schema: Schema): string {
  const range = (unit: string, least: number | undefined, most: number | undefined) => {
    const hasLeast = least !== undefined && least > 0;
    const hasMost = most !== undefined && most < Number.MAX_SAFE_INTEGER;
    if (hasLeast && hasMost) return `${least} to ${most}${unit}`;
    return hasMost ? `at most ${most}${unit}` : hasLeast ? `at least ${least}${unit}` : "";
  };
  return [
    schema.format ? "" : range(" characters", schema.minLength, schema.maxLength),
    range("", schema.minimum, schema.maximum),
    range(" entries", schema.minItems, schema.maxItems),
    schema.default === undefined ? "" : `default ${JSON.stringify(schema.default)}`,
    schema.description ?? "",
  ]
    .filter((part) => part !== "")
    .join("; ");
}
