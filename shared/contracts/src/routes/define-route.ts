import type { z } from "zod";
import type { ErrorCode } from "../errors.ts";
import type { PermissionName } from "../permissions.ts";
import type { ServiceName } from "../services.ts";

/**
 * Who may call a route. `public`: anybody. `operator`: the operator key. `user`: somebody of the desk.
 * `customer`: a widget session. `member`: either of the two. `service`: another service of Chorus.
 */
export type RouteAccess = "public" | "operator" | "user" | "customer" | "member" | "service";

export interface RouteSpec {
  id: string;
  service: ServiceName;
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** OpenAPI style: `/api/v1/conversations/{conversationId}`. */
  path: `/${string}`;
  summary: string;
  access: RouteAccess;
  /** Checked before the row is looked at. Customers reach with it what is their own. */
  permission?: PermissionName;
  params?: z.ZodObject;
  query?: z.ZodObject;
  body?: z.ZodObject;
  /** Instead of JSON: the bytes of one file. */
  bytes?: { readonly types: readonly string[]; readonly maxBytes: number };
  /** By status; null means no body. */
  responses: Readonly<Record<number, z.ZodType | null>>;
  /** Beside those every route has (see `commonErrors`). */
  errors?: readonly ErrorCode[];
  /** Takes an `Idempotency-Key`, or must have one: the same key answers what it answered first, for 24 hours. */
  idempotent?: true | "required";
  /** Why the default limit of writing routes does not count it. */
  ownLimit?: string;
  /** Why a route takes no place among those that run at once. */
  ownTurn?: string;
}

/** Defines a REST route once: server, client, OpenAPI and tests all read it. */
export function defineRoute<const Spec extends RouteSpec>(spec: Spec): Spec {
  return spec;
}

const ACCESS_OF_PEOPLE: readonly RouteAccess[] = ["public", "user", "customer", "member"];

/** Every writing route that people reach is counted, unless its contract says what limits it instead. */
export function hasDefaultLimit(route: RouteSpec): boolean {
  return route.method !== "GET" && ACCESS_OF_PEOPLE.includes(route.access) && route.ownLimit === undefined;
}

/** Every reading route that people reach runs in their share of all reads, unless its contract says why not. */
export function hasReadShare(route: RouteSpec): boolean {
  return route.method === "GET" && ACCESS_OF_PEOPLE.includes(route.access) && route.ownTurn === undefined;
}

/** Every writing route that people reach runs in their share of all writes, unless its contract says why not; files take as long as their sender. */
export function hasWriteShare(route: RouteSpec): boolean {
  return (
    route.method !== "GET" && ACCESS_OF_PEOPLE.includes(route.access) && !route.bytes && route.ownTurn === undefined
  );
}

const KIB = 1024;
/** A service-to-service batch of 64 sends is the largest body of the contract. */
const LARGEST_BODY_BYTES: Record<RouteAccess, number> = {
  public: 32 * KIB,
  customer: 128 * KIB,
  member: 128 * KIB,
  user: 512 * KIB,
  operator: 512 * KIB,
  service: 4 * KIB * KIB,
};

/** How much of a body is read at all: strangers are heard less than those who are known. */
export function largestBody(route: RouteSpec): number {
  return LARGEST_BODY_BYTES[route.access];
}

/** Errors that follow from a route's access, parameters and body. */
export function commonErrors(route: RouteSpec): ErrorCode[] {
  const codes: ErrorCode[] = ["internal", "unavailable"];
  if (route.access !== "public") codes.push("unauthenticated");
  if (route.permission) codes.push("forbidden");
  if (hasDefaultLimit(route) || hasReadShare(route)) codes.push("rate_limited");
  if (route.params) codes.push("not_found");
  if (route.query || route.body) codes.push("invalid");
  if (route.bytes) codes.push("invalid");
  if (route.body || route.bytes) codes.push("payload_too_large", "unsupported_media_type");
  if (route.idempotent) codes.push("idempotency_mismatch", "conflict");
  if (route.idempotent === "required") codes.push("invalid");
  return codes;
}

type Parsed<Schema> = Schema extends z.ZodType ? z.output<Schema> : undefined;
type Sent<Schema> = Schema extends z.ZodType ? z.input<Schema> : undefined;

export type RouteParams<Spec extends RouteSpec> = Parsed<Spec["params"]>;
export type RouteQuery<Spec extends RouteSpec> = Parsed<Spec["query"]>;
export type RouteBody<Spec extends RouteSpec> = Parsed<Spec["body"]>;
export type RouteQueryInput<Spec extends RouteSpec> = Sent<Spec["query"]>;
export type RouteBodyInput<Spec extends RouteSpec> = Sent<Spec["body"]>;

type SuccessOf<Responses> = {
  [Status in keyof Responses]: Responses[Status] extends z.ZodType ? z.output<Responses[Status]> : null;
}[keyof Responses];

/** What a successful call answers, over all its statuses. */
export type RouteResult<Spec extends RouteSpec> = SuccessOf<Spec["responses"]>;
