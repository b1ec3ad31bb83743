import type { RouteSpec } from "@chorus/contracts/routes/define-route";
import fc from "fast-check";
import { arbitraryOf, type KnownValues } from "./arbitrary-of.ts";
import { contentTypes, headers, hostile, justOutside, pathParts, queries, rawBodies } from "./just-outside.ts";
import type { FuzzTenant } from "./fuzz-world.ts";

type CallerName = keyof FuzzTenant["tokens"] | "service" | "nobody" | "broken";

/** Node itself refuses a request line of more than 16 KiB before anything of ours sees it. */
const LONGEST = 800;

export interface FuzzRequest {
  route: RouteSpec;
  caller: CallerName;
  path: string;
  body: string | Uint8Array | undefined;
  headers: Record<string, string>;
}

/** Requests that fit a route's contract, and such that just do not. */
export function requestsOf(route: RouteSpec, known: KnownValues): fc.Arbitrary<FuzzRequest> {
  return fc
    .record({
      caller: callersOf(route),
      path: fc.tuple(pathOf(route, known), queryOf(route, known)).map((parts) => parts.join("")),
      body: bodyOf(route, known),
      headers,
      contentType: fc.oneof(
        { weight: 20, arbitrary: fc.constant("application/json") },
        { weight: 1, arbitrary: contentTypes },
      ),
    })
    .map(({ caller, path, body, headers: extra, contentType }) => ({
      route,
      caller,
      path,
      body,
      headers: { ...(body === undefined ? {} : { "content-type": contentType }), ...extra },
    }));
}

/** Nearly always somebody who is let in: what lies behind the door is to be tried. */
function callersOf(route: RouteSpec): fc.Arbitrary<CallerName> {
  const welcome: Record<RouteSpec["access"], readonly CallerName[]> = {
    public: ["nobody"],
    operator: ["operator"],
    service: ["service"],
    user: ["owner", "owner", "owner", "admin", "supervisor", "agent", "key"],
    member: ["owner", "owner", "agent", "customer", "customer", "supervisor", "key"],
    customer: ["customer"],
  };
  const anybody = fc.constantFrom<CallerName[]>(
    "owner",
    "agent",
    "customer",
    "key",
    "operator",
    "service",
    "nobody",
    "broken",
  );
  return fc.oneof(
    { weight: 14, arbitrary: fc.constantFrom(...welcome[route.access]) },
    { weight: 1, arbitrary: anybody },
  );
}

/** Valid in most cases; else wrong in one place, or wrong as a whole. */
function around<Value>(
  valid: fc.Arbitrary<Value>,
  wrong: fc.Arbitrary<Value>,
  outside: (value: Value) => fc.Arbitrary<Value>,
) {
  return fc.oneof(
    { weight: 5, arbitrary: valid },
    { weight: 4, arbitrary: valid.chain(outside) },
    { weight: 1, arbitrary: wrong },
  );
}

function pathOf(route: RouteSpec, known: KnownValues): fc.Arbitrary<string> {
  const names = Object.keys(route.params?.shape ?? {});
  if (names.length === 0) return fc.constant(route.path);
  const part = (name: string) =>
    fc.oneof(
      { weight: 12, arbitrary: fc.constantFrom(...(known.ids[name] ?? known.ids[""] ?? [])) },
      { weight: 1, arbitrary: pathParts },
    );
  return fc
    .record(Object.fromEntries(names.map((name) => [name, part(name)])))
    .map((parts) => route.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => parts[name] ?? ""));
}

function queryOf(route: RouteSpec, known: KnownValues): fc.Arbitrary<string> {
  if (!route.query)
    return fc.oneof(
      { weight: 20, arbitrary: fc.constant("") },
      { weight: 1, arbitrary: queries.map((query) => `?${query}`) },
    );
  const valid = arbitraryOf(route.query, known) as fc.Arbitrary<object>;
  const written = (value: unknown) => fc.constant(`?${pairsOf(value)}`);
  return fc.oneof(
    { weight: 5, arbitrary: valid.chain(written) },
    { weight: 4, arbitrary: valid.chain((value) => justOutside(value)).chain(written) },
    { weight: 2, arbitrary: queries.map((query) => `?${query}`) },
  );
}

function pairsOf(value: unknown): string {
  if (typeof value !== "object" || value === null) return "";
  const text = (part: unknown) =>
    typeof part === "string" ? part.slice(0, LONGEST) : JSON.stringify(part).slice(0, LONGEST);
  return Object.entries(value)
    .map(([key, part]) => `${key}=${encodeURIComponent(Buffer.from(text(part)).toString())}`)
    .join("&");
}

function bodyOf(route: RouteSpec, known: KnownValues): fc.Arbitrary<string | Uint8Array | undefined> {
  if (!route.body)
    return fc.oneof(
      { weight: 20, arbitrary: fc.constant(undefined) },
      { weight: 1, arbitrary: method(route, rawBodies) },
    );
  const valid = arbitraryOf(route.body, known);
  const json = around<unknown>(valid, hostile, justOutside).map(
    (value) => JSON.stringify(value) as string | Uint8Array,
  );
  return fc.oneof({ weight: 12, arbitrary: json }, { weight: 1, arbitrary: rawBodies });
}

/** A GET has no body. */
function method(
  route: RouteSpec,
  bodies: fc.Arbitrary<string | Uint8Array>,
): fc.Arbitrary<string | Uint8Array | undefined> {
  return route.method === "GET" ? fc.constant(undefined) : bodies;
}
