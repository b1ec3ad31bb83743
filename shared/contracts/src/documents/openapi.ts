import type { z } from "zod";
import { ERRORS, Problem } from "../errors.ts";
import { routesOf } from "../routes/all-routes.ts";
import { commonErrors, type RouteAccess, type RouteSpec } from "../routes/define-route.ts";
import { PERMISSIONS, type PermissionName } from "../permissions.ts";
import { SERVICES, type ServiceName } from "../services.ts";
import { bodyExample, exampleOf } from "./examples.ts";
import { schemaCollector, type JsonSchema, type SchemaCollector } from "./json-schema.ts";
import { TAGS } from "./tags.ts";

const SECURITY: Record<RouteAccess, string[]> = {
  public: [],
  operator: ["operatorKey"],
  user: ["accessToken"],
  customer: ["accessToken"],
  member: ["accessToken"],
  service: [],
};

const IDEMPOTENCY_KEY: JsonSchema = {
  name: "Idempotency-Key",
  in: "header",
  required: false,
  description: "The same key answers what it answered first, for 24 hours; with another body it is refused.",
  schema: { type: "string", minLength: 1, maxLength: 255 },
};

const DESCRIPTION = `The REST API of Chorus: everything the desk does, your own systems can do, too.

Send an API key or the access token of a session as \`Authorization: Bearer …\`. Bodies and answers are JSON; times are UTC with
milliseconds; errors are problem documents (RFC 9457). Messages arrive in real time over the WebSocket protocol.`;

/** The OpenAPI 3.1 description of one service, from its routes; those for other services of Chorus are not in it. */
export function openApiDocument(service: ServiceName): JsonSchema {
  const collector = schemaCollector();
  collector.schema(Problem, "output");
  const paths: Record<string, JsonSchema> = {};
  const routes = routesOf(service).filter(({ access }) => access !== "service");
  for (const route of routes) {
    paths[route.path] ??= {};
    Object.assign(paths[route.path] as JsonSchema, { [route.method.toLowerCase()]: operation(route, collector) });
  }
  return {
    openapi: "3.1.0",
    info: {
      ...{ title: "Chorus API", version: "1", summary: `${service}: ${SERVICES[service].purpose}` },
      ...{ description: DESCRIPTION, license: { name: "Apache-2.0", identifier: "Apache-2.0" } },
    },
    servers: [{ url: `http://127.0.0.1:${SERVICES[service].port}`, description: "development (make dev)" }],
    tags: tagsOf(routes),
    paths: withExamples(paths, routes, collector.components),
    components: {
      schemas: collector.components,
      securitySchemes: {
        accessToken: {
          ...{ type: "http", scheme: "bearer", bearerFormat: "JWT" },
          description:
            "An API key (`chorus_key_…`), or the access token of a session (`auth.login`, `widget.sessions.create`).",
        },
        operatorKey: { type: "http", scheme: "bearer", description: "CHORUS_OPERATOR_KEY of the installation." },
      },
    },
  };
}

function tagOf({ id }: RouteSpec): string {
  return id.split(".")[0] ?? "";
}

function tagsOf(routes: readonly RouteSpec[]): JsonSchema[] {
  const used = new Set(routes.map(tagOf));
  return Object.entries(TAGS).flatMap(([name, { title, about }]) =>
    used.has(name) ? [{ name, description: about, "x-displayName": title }] : [],
  );
}

function scopeOf(permission: PermissionName): JsonSchema {
  const { scope } = PERMISSIONS[permission];
  return scope === null ? {} : { "x-scope": scope };
}

function operation(route: RouteSpec, collector: SchemaCollector): JsonSchema {
  return {
    operationId: route.id,
    tags: [tagOf(route)],
    summary: route.summary,
    "x-access": route.access,
    ...(route.permission ? { "x-permission": route.permission, ...scopeOf(route.permission) } : {}),
    security: SECURITY[route.access].map((name) => ({ [name]: [] })),
    parameters: [
      ...parameters("path", route.params, collector),
      ...parameters("query", route.query, collector),
      ...(route.idempotent ? [{ ...IDEMPOTENCY_KEY, required: route.idempotent === "required" }] : []),
    ],
    ...(route.bytes ? { requestBody: { required: true, content: bytesOf(route.bytes) } } : {}),
    ...(route.body ? { requestBody: { required: true, content: json(collector.schema(route.body, "input")) } } : {}),
    responses: { ...successes(route, collector), ...failures(route) },
  };
}

function bytesOf({ types }: NonNullable<RouteSpec["bytes"]>): JsonSchema {
  return Object.fromEntries(types.map((type) => [type, { schema: { type: "string", format: "binary" } }]));
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

/** Examples come last: they are made of schemas that all routes have to have named first. */
function withExamples(
  paths: Record<string, JsonSchema>,
  routes: readonly RouteSpec[],
  components: Readonly<Record<string, JsonSchema>>,
): Record<string, JsonSchema> {
  const place = { components, name: "", parent: "" };
  for (const route of routes) {
    const described = paths[route.path]?.[route.method.toLowerCase()] as Described;
    for (const parameter of described.parameters) {
      const example = exampleOf(parameter.schema, { ...place, name: parameter.name, parent: route.id });
      // Lists are written with commas in an address.
      parameter.example ??= Array.isArray(example) ? example.join(",") : example;
    }
    for (const content of [described.requestBody, ...Object.values(described.responses)].map((part) => part?.content)) {
      const media = content?.["application/json"];
      if (media) media.example = exampleOf(media.schema, place);
    }
    const body = described.requestBody?.content?.["application/json"];
    if (body) body.example = bodyExample(route) ?? body.example;
  }
  return paths;
}

interface Media {
  schema: JsonSchema;
  example?: unknown;
}

interface Described {
  parameters: { name: string; schema: JsonSchema; example?: unknown }[];
  requestBody?: { content?: Record<string, Media> };
  responses: Record<string, { content?: Record<string, Media> }>;
}
