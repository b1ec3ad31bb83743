import type { z } from "zod";
import { ERRORS, Problem } from "../errors.ts";
import { routesOf } from "../routes/all-routes.ts";
import { commonErrors, type RouteAccess, type RouteSpec } from "../routes/define-route.ts";
import type { ServiceName } from "../services.ts";
import { schemaCollector, type JsonSchema, type SchemaCollector } from "./json-schema.ts";

const SECURITY: Record<RouteAccess, string[]> = {
  public: [],
  operator: ["operatorKey"],
  user: ["accessToken"],
  customer: ["accessToken"],
  member: ["accessToken"],
  service: ["serviceToken"],
};

const IDEMPOTENCY_KEY: JsonSchema = {
  name: "Idempotency-Key",
  in: "header",
  required: false,
  description: "The same key answers what it answered first, for 24 hours; with another body it is refused.",
  schema: { type: "string", minLength: 1, maxLength: 255 },
};

/** The OpenAPI 3.1 description of one service, from its routes. */
export function openApiDocument(service: ServiceName): JsonSchema {
  const collector = schemaCollector();
  collector.schema(Problem, "output");
  const paths: Record<string, JsonSchema> = {};
  for (const route of routesOf(service)) {
    paths[route.path] ??= {};
    Object.assign(paths[route.path] as JsonSchema, { [route.method.toLowerCase()]: operation(route, collector) });
  }
  return {
    openapi: "3.1.0",
    info: { title: `Chorus ${service}`, version: "1", license: { name: "Apache-2.0", identifier: "Apache-2.0" } },
    paths,
    components: {
      schemas: collector.components,
      securitySchemes: {
        accessToken: { type: "http", scheme: "bearer", bearerFormat: "JWT" },
        serviceToken: { type: "http", scheme: "bearer", bearerFormat: "JWT" },
        operatorKey: { type: "http", scheme: "bearer" },
      },
    },
  };
}

function operation(route: RouteSpec, collector: SchemaCollector): JsonSchema {
  return {
    operationId: route.id,
    tags: [route.id.split(".")[0]],
    summary: route.summary,
    ...(route.permission ? { "x-permission": route.permission } : {}),
    security: SECURITY[route.access].map((name) => ({ [name]: [] })),
    parameters: [
      ...parameters("path", route.params, collector),
      ...parameters("query", route.query, collector),
      ...(route.idempotent ? [IDEMPOTENCY_KEY] : []),
    ],
    ...(route.body ? { requestBody: { required: true, content: json(collector.schema(route.body, "input")) } } : {}),
    responses: { ...successes(route, collector), ...failures(route) },
  };
}

function parameters(
  place: "path" | "query",
  schema: z.ZodObject | undefined,
  collector: SchemaCollector,
): JsonSchema[] {
  if (!schema) return [];
  const { properties = {}, required = [] } = collector.schema(schema, "input") as {
    properties?: Record<string, JsonSchema>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: place === "path" || required.includes(name),
    schema: property,
  }));
}

function successes(route: RouteSpec, collector: SchemaCollector): JsonSchema {
  return Object.fromEntries(
    Object.entries(route.responses).map(([status, schema]) => [
      status,
      schema ? { description: "Done", content: contentOf(schema, collector) } : { description: "Done" },
    ]),
  );
}

/** JSON, unless the schema's `contentType` says otherwise. */
function contentOf(schema: z.ZodType, collector: SchemaCollector): JsonSchema {
  const contentType = schema.meta()?.["contentType"];
  if (typeof contentType !== "string") return json(collector.schema(schema, "output"));
  return { [contentType]: { schema: { type: "string" } } };
}

function failures(route: RouteSpec): JsonSchema {
  const byStatus = new Map<number, string[]>();
  for (const code of [...commonErrors(route), ...(route.errors ?? [])]) {
    const { status } = ERRORS[code];
    byStatus.set(status, [...new Set([...(byStatus.get(status) ?? []), code])]);
  }
  return Object.fromEntries(
    [...byStatus]
      .toSorted(([left], [right]) => left - right)
      .map(([status, codes]) => [
        status,
        {
          description: codes.join(", "),
          content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
        },
      ]),
  );
}

function json(schema: JsonSchema): JsonSchema {
  return { "application/json": { schema } };
}
