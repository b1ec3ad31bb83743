/** What the pages read of an OpenAPI description (contracts, `openApiDocument`). */
export interface Reference {
  info: { title: string; summary: string };
  tags: { name: string; description: string; "x-displayName": string }[];
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
}

export interface Operation {
  operationId: string;
  tags: string[];
  summary: string;
  "x-access": "public" | "operator" | "user" | "customer" | "member";
  "x-permission"?: string;
  "x-scope"?: string;
  parameters: Parameter[];
  requestBody?: { content: Record<string, Media> };
  responses: Record<string, { description: string; content?: Record<string, Media> }>;
}

export interface Parameter {
  name: string;
  in: "path" | "query" | "header";
  required: boolean;
  schema: Schema;
  example?: string | number | boolean;
}

export interface Media {
  schema: Schema;
  example?: unknown;
}

export interface Schema {
  $ref?: string;
  type?: string | string[];
  format?: string;
  enum?: unknown[];
  const?: unknown;
  anyOf?: Schema[];
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  minItems?: number;
  maxItems?: number;
  default?: unknown;
  description?: string;
}

export interface Described {
  method: string;
  path: string;
  operation: Operation;
}

/** The operations of a group, in the order of the contract. */
export function operationsOf({ paths }: Reference, tag: string): Described[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, operation]) =>
      operation.tags[0] === tag ? [{ method: method.toUpperCase(), path, operation }] : [],
    ),
  );
}

const NAMES: Record<string, string> = { "auth.jwks": "Public keys", "auth.me": "Who is signed in" };

/** "List events" from `conversations.list_events`, "Reset password" from `auth.password.reset`. */
export function nameOf({ operationId }: Operation): string {
  const words = operationId.split(".").slice(1).toReversed().join(" ").replaceAll("_", " ");
  return NAMES[operationId] ?? words.charAt(0).toUpperCase() + words.slice(1);
}
