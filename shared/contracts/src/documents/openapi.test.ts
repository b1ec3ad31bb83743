import { expect, test } from "vitest";
import { routesOf } from "../routes/all-routes.ts";
import type { RouteSpec } from "../routes/define-route.ts";
import { SERVICE_NAMES, SERVICES } from "../services.ts";
import { openApiDocument } from "./openapi.ts";
import { TAGS } from "./tags.ts";

interface Media {
  example?: unknown;
}

interface Described {
  tags: string[];
  parameters: { name: string; in: string; example?: unknown }[];
  requestBody?: { content: Record<string, Media> };
  responses: Record<string, { content?: Record<string, Media> }>;
}

const services = SERVICE_NAMES.filter((service) => SERVICES[service].isRest);
const described = services.flatMap((service) => {
  const paths = openApiDocument(service)["paths"] as Record<string, Record<string, Described>>;
  return routesOf(service)
    .filter(({ access }) => access !== "service")
    .map((route): [string, RouteSpec, Described] => [
      route.id,
      route,
      paths[route.path]?.[route.method.toLowerCase()] as Described,
    ]);
});

test("what services say to each other is in no reference", () => {
  for (const service of services) expect(JSON.stringify(openApiDocument(service))).not.toContain("/internal/");
});

test.each(described)("%s: its examples are what its contract takes and answers", (_, route, one) => {
  expect(TAGS).toHaveProperty(one.tags[0] ?? "");
  const parametersIn = (place: string) =>
    Object.fromEntries(
      one.parameters.filter((parameter) => parameter.in === place).map(({ name, example }) => [name, example]),
    );
  expect(route.params?.safeParse(parametersIn("path")).error).toBeUndefined();
  expect(route.query?.safeParse(parametersIn("query")).error).toBeUndefined();
  expect(route.body?.safeParse(one.requestBody?.content["application/json"]?.example).error).toBeUndefined();
  const wrongAnswers = Object.entries(route.responses).flatMap(([status, schema]) => {
    const media = one.responses[status]?.content?.["application/json"];
    return (media && schema?.safeParse(media.example).error) ?? [];
  });
  expect(wrongAnswers).toEqual([]);
  expect(JSON.stringify(one)).not.toContain('"…"');
});
