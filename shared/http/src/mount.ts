import {
  hasReadShare,
  hasWriteShare,
  largestBody,
  type RouteBody,
  type RouteParams,
  type RouteQuery,
  type RouteSpec,
} from "@chorus/contracts/routes/define-route";
import type { ServiceName } from "@chorus/contracts/services";
import { routesOf } from "@chorus/contracts/routes/all-routes";
import { AppError, notFound } from "@chorus/kernel/app-error";
import type { Context, Hono } from "hono";
import { z } from "zod";
import { readJson, requireNoBody } from "./read-json.ts";
import { requestIdOf } from "./request-id.ts";
import { parseOrThrow } from "./validation.ts";

/** The input of a handler: the parsed request and the caller. */
export interface HandlerInput<Spec extends RouteSpec, Caller> {
  caller: Caller;
  params: RouteParams<Spec>;
  query: RouteQuery<Spec>;
  body: RouteBody<Spec>;
  requestId: string;
  /** For verbs that wait between the request and the act. @throws AppError for a right that has ended since, as `authenticate` does */
  askAgain: () => Promise<void>;
  /** For verbs that go on to wait for somebody outside: others may write meanwhile. */
  letGo: () => void;
  /** For adapters only: cookies, headers, the peer's address, the bytes of a file. */
  http: Context;
}

type Reply<Spec extends RouteSpec> = {
  [Status in keyof Spec["responses"]]: Spec["responses"][Status] extends z.ZodType
    ? { status: Status; body: z.input<Spec["responses"][Status]> | ReadableStream<Uint8Array> }
    : { status: Status };
}[keyof Spec["responses"]];

export type Handler<Spec extends RouteSpec, Caller> = (input: HandlerInput<Spec, Caller>) => Promise<Reply<Spec>>;

/** A handler's answer. A function, so that the status keeps its literal type from the contract. */
export function reply<const Status extends number>(status: Status): { status: Status };
export function reply<const Status extends number, Body>(status: Status, body: Body): { status: Status; body: Body };
export function reply<const Status extends number, Body>(
  status: Status,
  body: Body,
  bytes: Uint8Array,
): { status: Status; body: Body };
export function reply(status: number, body?: unknown, bytes?: Uint8Array): Outcome {
  return { status, body, bytes };
}

/** The answer in its form on the wire. */
export interface Outcome {
  status: number;
  body?: unknown;
  /** Beside the body; over a link alone. */
  bytes?: Uint8Array | undefined;
}

/** A route with its handler, ready to be mounted. */
export interface Endpoint<Caller> {
  route: RouteSpec;
  // The handler's own types were checked by `endpoint`; it is only called with values that the schemas parsed.
  handle: (input: HandlerInput<RouteSpec, Caller>) => Promise<Outcome>;
}

/** Binds a handler to its contract. */
export function endpoint<Spec extends RouteSpec, Caller>(route: Spec, handle: Handler<Spec, Caller>): Endpoint<Caller> {
  return { route, handle: handle as unknown as Endpoint<Caller>["handle"] };
}

export interface MountOptions<Caller> {
  /**
   * Authenticates the caller as the route's access requires; throws the error for the caller. Asked before a body is read and when it has
   * come; what was true of a session is remembered for a moment, an API key is read again.
   */
  authenticate: (route: RouteSpec, http: Context) => Promise<Caller>;
  /** What a route for services has as its caller. */
  serviceCaller: Caller;
  /** Counts a writing request before its body is read; throws the error for the caller. */
  countWrite: (route: RouteSpec, caller: Caller, http: Context) => Promise<void>;
  /** Runs a read in the shares of its reader; throws the error for the caller. */
  readInTurn: <Result>(caller: Caller, http: Context, read: (hasWaited: boolean) => Promise<Result>) => Promise<Result>;
  /** Runs a write in the shares of its writer; throws the error for the caller. */
  writeInTurn: <Result>(
    caller: Caller,
    http: Context,
    write: (hasWaited: boolean, letGo: () => void) => Promise<Result>,
  ) => Promise<Result>;
  /** Runs an idempotent route at most once per caller and `Idempotency-Key`. */
  once?: (request: OnceRequest<Caller>, run: () => Promise<Outcome>) => Promise<Outcome>;
}

/** Everything that determines the answer of an idempotent request. */
export interface OnceRequest<Caller> {
  route: RouteSpec;
  caller: Caller;
  key: string;
  /** As parsed, so that two spellings of one request are equal. */
  params: unknown;
  query: unknown;
  body: unknown;
}

/** A call of another service that came over a link (link/link-server.ts), which is authenticated as a whole. */
export interface ServiceCall {
  /** The route's id. */
  route: string;
  params?: unknown;
  body?: unknown;
  requestId: string;
}

/** What a service answers beside HTTP. */
export interface Mounted {
  /** @throws AppError `not_found` for what is no route for services; whatever the route's handler throws */
  call(call: ServiceCall): Promise<Outcome>;
}

/** The link was authenticated as a whole, and ends with its right. */
const STILL_A_SERVICE = () => Promise.resolve();

const NOT_HELD = () => undefined;

/** Routes for services read nothing of the request but what is in its contract. */
const NO_HTTP = new Proxy({} as Context, {
  get() {
    throw new Error("a call over a link has no HTTP request");
  },
});

/**
 * Mounts a service's endpoints: authenticate, count, read, authenticate again, parse, handle.
 * @throws Error when an endpoint is not in the contract or a contract route has no endpoint
 */
export function mount<Caller>(
  app: Hono,
  service: ServiceName,
  endpoints: readonly Endpoint<Caller>[],
  options: MountOptions<Caller>,
): Mounted {
  const missing = new Set(routesOf(service).map((route) => route.id));
  for (const { route, handle } of endpoints) {
    if (!missing.delete(route.id)) throw new Error(`${route.id} is not a route of ${service}, or mounted twice`);
    app.on(route.method, route.path.replaceAll(/\{(\w+)\}/g, ":$1"), async (http) => {
      // Permission comes first, so that a forbidden caller learns nothing from validation or rows.
      const asked = await options.authenticate(route, http);
      if (route.method !== "GET") await options.countWrite(route, asked, http);
      const params = paramsOf(route, http.req.param());
      const given = queryOf(route, http.req.queries());
      const query = route.query ? parseOrThrow(route.query, given) : undefined;
      const sent = await readSent(route, http);
      // A body takes as long as its sender likes: what they might do when it began may have ended. Files are read, and asked for, later.
      const caller = isWriteOfPeople(route) && !route.bytes ? await options.authenticate(route, http) : asked;
      const body = route.body ? parseOrThrow(route.body, sent) : undefined;
      const askAgain = async () => void (await options.authenticate(route, http));
      const input = { caller, params, query, body, requestId: requestIdOf(http), askAgain, http };
      const key = route.idempotent && options.once ? idempotencyKey(http, route.idempotent) : undefined;
      const once = { route, caller, params, query, body };
      const respond = async (hasWaited: boolean, letGo: () => void) => {
        if (hasWaited) await askAgain();
        const run = () => handle({ ...input, letGo });
        return key && options.once ? options.once({ ...once, key }, run) : run();
      };
      const answer = hasWriteShare(route)
        ? await options.writeInTurn(caller, http, respond)
        : hasReadShare(route)
          ? await options.readInTurn(caller, http, (hasWaited) => respond(hasWaited, NOT_HELD))
          : await respond(false, NOT_HELD);
      if (answer.body === undefined) return http.body(null, answer.status as 204);
      if (answer.body instanceof ReadableStream)
        return http.body(answer.body, answer.status as 200, streamHeaders(route, answer.status));
      return http.json(answer.body, answer.status as 200);
    });
  }
  if (missing.size > 0) throw new Error(`${service} does not serve ${[...missing].join(", ")}`);
  const forServices = new Map(
    endpoints.filter(({ route }) => route.access === "service").map((each) => [each.route.id, each]),
  );
  return {
    async call({ route: id, params: givenParams, body: givenBody, requestId }) {
      const found = forServices.get(id);
      if (!found) throw notFound();
      const { route, handle } = found;
      const params = paramsOf(route, givenParams);
      const body = route.body ? parseOrThrow(route.body, givenBody) : undefined;
      const caller = options.serviceCaller;
      return handle({
        caller,
        params,
        query: undefined,
        body,
        requestId,
        askAgain: STILL_A_SERVICE,
        letGo: NOT_HELD,
        http: NO_HTTP,
      });
    },
  };
}

/** Those with rights that can end while they ask. */
const PEOPLE: ReadonlySet<RouteSpec["access"]> = new Set(["user", "member", "customer"]);

function isWriteOfPeople({ access, method }: RouteSpec): boolean {
  return method !== "GET" && PEOPLE.has(access);
}

/** The body as JSON, not yet parsed by the contract. Whoever sends one where none is taken is told of the mistake. */
async function readSent(route: RouteSpec, http: Context): Promise<unknown> {
  if (route.body) return readJson(http, largestBody(route));
  if (isWriteOfPeople(route) && !route.bytes) await requireNoBody(http);
  return undefined;
}

/** What `Number` takes and nobody means: an empty value, `0x10`, `1e3`, spaces. */
const WHOLE_NUMBER = /^-?\d{1,15}$/;

/** What a list may always be asked for. */
const OF_EVERY_LIST: ReadonlySet<string> = new Set(["limit", "cursor"]);

/**
 * Links to public routes pass through programs that add parameters of their own; elsewhere a filter with a typing error must not
 * answer with everything.
 * @throws AppError `invalid` for a parameter that the route does not have or that is given twice, and for a number that is not
 * written as one
 */
function queryOf({ access, method, query }: RouteSpec, all: Record<string, string[]>): Record<string, string> {
  const entries = Object.entries(all);
  const given = Object.fromEntries(entries.map(([name, [value = ""]]) => [name, value]));
  if (entries.length === 0 || access === "public" || access === "service") return given;
  const shape = query instanceof z.ZodObject ? query.shape : {};
  const problemOf = (name: string, values: readonly string[]): string | undefined => {
    const field = Object.hasOwn(shape, name) ? shape[name] : undefined;
    if (!field && !(query === undefined && method === "GET" && OF_EVERY_LIST.has(name)))
      return `is not a parameter of this route, which has ${Object.keys(shape).join(", ") || "none"}`;
    if (values.length > 1) return "must be given once";
    return field && isNumber(field) && !WHOLE_NUMBER.test(values[0] ?? "") ? "must be a whole number" : undefined;
  };
  const errors = entries.flatMap(([path, values]) => {
    const message = problemOf(path, values);
    return message === undefined ? [] : [{ path, message }];
  });
  const [first] = errors;
  if (!first) return given;
  throw new AppError("invalid", { detail: `${first.path}: ${first.message}`, errors });
}

interface Wrapping {
  type: string;
  innerType?: z.core.$ZodType;
  in?: z.core.$ZodType;
}

/** Also inside of what makes it optional, gives it a default or transforms it. */
function isNumber(schema: z.core.$ZodType): boolean {
  const { type, innerType, in: input }: Wrapping = schema._zod.def as Wrapping;
  const inner = innerType ?? input;
  return inner ? isNumber(inner) : type === "number";
}

/** @throws AppError `not_found`: an address that no row can have */
function paramsOf(route: RouteSpec, given: unknown) {
  const params = route.params?.safeParse(given);
  if (params?.success === false) throw notFound();
  return params?.data;
}

/** A streamed answer has its schema's `contentType`, or is JSON. */
function streamHeaders(route: RouteSpec, status: number): Record<string, string> {
  const contentType = route.responses[status]?.meta()?.["contentType"];
  return { "content-type": typeof contentType === "string" ? contentType : "application/json" };
}

const MAX_KEY_CHARACTERS = 255;

/** @throws AppError `invalid` for a key that is too long, or that is missing where it has to be there */
function idempotencyKey(http: Context, wanted: NonNullable<RouteSpec["idempotent"]>): string | undefined {
  const key = http.req.header("idempotency-key");
  if (key === undefined || key === "") {
    if (wanted !== "required") return undefined;
    throw new AppError("invalid", {
      detail:
        "Send an Idempotency-Key, any text of your own for this one request: sent again with it, nothing happens twice.",
      errors: [{ path: "Idempotency-Key", message: "is required" }],
    });
  }
  if (key.length <= MAX_KEY_CHARACTERS) return key;
  throw new AppError("invalid", { detail: `The Idempotency-Key may have at most ${MAX_KEY_CHARACTERS} characters.` });
}
