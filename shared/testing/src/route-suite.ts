import { randomUUID } from "node:crypto";
import { request } from "node:http";
import { ERRORS, Problem, type ErrorCode } from "@chorus/contracts/errors";
import { ROLES, reachOf, type Role } from "@chorus/contracts/permissions";
import type { RouteSpec } from "@chorus/contracts/routes/define-route";
import { describe, expect, test } from "vitest";
import { z } from "zod";

export interface RouteAnswer {
  status: number;
  headers: Headers;
  // Whatever a test expects of it.
  // oxlint-disable-next-line typescript/no-explicit-any
  body: any;
  text: string;
}

/** One id for every parameter of a path, or one each. */
export type Ids = string | Record<string, string>;

/** A service with two tenants, made before the tests run. */
export interface RouteWorld {
  /** Of the service, without a path. */
  url: string;
  send(
    method: string,
    path: string,
    input: { token?: string | undefined; body?: unknown; headers?: Record<string, string> },
  ): Promise<RouteAnswer>;
  /** Of people of one tenant. */
  tokens: ReadonlyMap<Role, string>;
  /** API keys. */
  otherKeys(): Promise<string[]>;
  /** Ids of existing rows in the people's tenant. */
  ids: Ids;
  /** Real ids of another tenant, by the parameter that names them. */
  elsewhereIds: Record<string, string>;
  /** A valid body for the route, so that only the caller decides. */
  bodyOf(route: RouteSpec): unknown;
  /** A caller who is allowed, for tests of bodies. */
  tokenFor(route: RouteSpec): Promise<string | undefined>;
}

export interface RouteRules {
  /** Everybody may call them about themselves; these tests ask about others. */
  managed?: ReadonlySet<string>;
  /** Idempotent deletes: these answer 204 to any id. */
  idempotentDeletes?: ReadonlySet<string>;
}

/** Tests of every route for people, derived from the contract: callers, other tenants' rows, and bodies. */
export function testRoutes(routes: readonly RouteSpec[], world: () => RouteWorld, rules: RouteRules = {}): void {
  const peopleRoutes = routes.filter((route) => ["user", "customer", "member"].includes(route.access));
  const call = (route: RouteSpec, token: string | undefined, ids: Ids = world().ids) =>
    world().send(route.method, pathOf(route, ids), { token, body: world().bodyOf(route) });
  const mayCall = (route: RouteSpec, role: Role): boolean => {
    if (role === "customer" ? route.access === "user" : route.access === "customer") return false;
    const permission = rules.managed?.has(route.id) ? "people.manage" : route.permission;
    return !permission || reachOf(role, permission) !== null;
  };
  const byRole = (list: readonly RouteSpec[], isIncluded: (route: RouteSpec, role: Role) => boolean) =>
    list.flatMap((route) =>
      ROLES.filter((role) => isIncluded(route, role)).map((role) => [route.id, role, route] as const),
    );

  describe("every route for people", () => {
    test.each(named(peopleRoutes))(
      "%s: 401 without a token, with a broken one, and with one that is no person's",
      async (_, route) => {
        for (const token of [undefined, "no.such.token", ...(await world().otherKeys())])
          expectProblem(await call(route, token), "unauthenticated");
      },
    );

    test.each(byRole(peopleRoutes, (route, role) => !mayCall(route, role)))(
      "%s: 403 for %s, the same for a real and a random id",
      async (_id, role, route) => {
        const real = await call(route, world().tokens.get(role));
        expectProblem(real, "forbidden");
        const random = await call(route, world().tokens.get(role), randomUUID());
        expect(withoutRequestId(random)).toEqual(withoutRequestId(real));
      },
    );

    const rowRoutes = peopleRoutes.filter((route) => route.path.includes("{"));
    test.each(byRole(rowRoutes, mayCall))(
      "%s: another tenant's row is for %s what a random id is, byte for byte",
      async (_id, role, route) => {
        const token = world().tokens.get(role);
        const random = await call(route, token, randomUUID());
        expect(withoutRequestId(await call(route, token, world().elsewhereIds))).toEqual(withoutRequestId(random));
        const broken = await call(route, token, "not-an-id");
        expectProblem(broken, "not_found");
        const isIdempotent = rules.idempotentDeletes?.has(route.id) ?? false;
        expect(isIdempotent ? random.status : withoutRequestId(random)).toEqual(
          isIdempotent ? 204 : withoutRequestId(broken),
        );
      },
    );
  });

  describe("every route with a body", () => {
    test.each(named(routes.filter((route) => route.body)))(
      "%s: 422 names the fields, 415 and 413 say what to send",
      async (_, route) => {
        const token = await world().tokenFor(route);
        const path = pathOf(route, world().ids);
        const post = (body: unknown, type = "application/json") =>
          world().send(route.method, path, { token, body, headers: { "content-type": type } });
        const unknown = await post({ surprise: true });
        expectProblem(unknown, "invalid");
        for (const field of wrongFields(route)) expect(JSON.stringify(unknown.body.errors)).toContain(field);
        expectProblem(await post("{broken"), "invalid");
        expectProblem(await post("a=b", "text/plain"), "unsupported_media_type");
        expectProblem(await announce(route.method, world().url + path, token), "payload_too_large");
      },
    );
  });
}

const TOO_LARGE_BYTES = 5 * 1024 * 1024;

/**
 * Says that a body of 5 MB comes, and sends nothing of it: the answer does not wait for it. Sent in full, a slow machine might see the
 * connection closed before the answer.
 */
function announce(method: string, url: string, token: string | undefined): Promise<RouteAnswer> {
  return new Promise((resolve, reject) => {
    const headers = {
      "content-type": "application/json",
      "content-length": TOO_LARGE_BYTES,
      ...(token ? { authorization: `Bearer ${token}` } : {}),
    };
    const asked = request(url, { method, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () => {
        asked.destroy();
        const text = Buffer.concat(chunks).toString();
        const received = Object.entries(response.headers).map(
          ([name, value]) => [name, String(value)] as [string, string],
        );
        resolve({ status: response.statusCode ?? 0, headers: new Headers(received), text, body: JSON.parse(text) });
      });
    });
    asked.on("error", reject);
    asked.flushHeaders();
  });
}

/** For tables of tests. */
export function named(list: readonly RouteSpec[]) {
  return list.map((route) => [route.id, route] as const);
}

export function pathOf(route: RouteSpec, ids: Ids): string {
  return route.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    if (typeof ids !== "string") return ids[name] ?? "no-such-parameter";
    // One of a few words, such as the name of a flag, instead of an id.
    const schema: unknown = route.params?.shape[name];
    return schema instanceof z.ZodEnum ? String(schema.options[0]) : ids;
  });
}

export function expectProblem(answer: RouteAnswer, code: ErrorCode): void {
  expect(answer.body).toMatchObject({ code, status: ERRORS[code].status });
  expect(answer.status).toBe(ERRORS[code].status);
  expect(answer.headers.get("content-type")).toBe("application/problem+json");
  expect(Problem.parse(answer.body).requestId).toBe(answer.headers.get("x-request-id"));
}

export function withoutRequestId(answer: RouteAnswer): unknown {
  return { status: answer.status, text: answer.text.replace(/"requestId":"[^"]*"/, "") };
}

/** The problems of a body with only an unknown field: that field, where the contract is strict, and the missing ones. */
function wrongFields(route: RouteSpec): string[] {
  const parsed = route.body?.safeParse({ surprise: true });
  if (!parsed || parsed.success) throw new Error(`${route.id} takes anything`);
  return parsed.error.issues.flatMap((issue) =>
    issue.code === "unrecognized_keys" ? issue.keys : issue.path.map(String).slice(0, 1),
  );
}
