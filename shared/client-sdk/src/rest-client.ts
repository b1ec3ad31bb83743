import type {
  RouteBodyInput,
  RouteParams,
  RouteQueryInput,
  RouteResult,
  RouteSpec,
} from "@chorus/contracts/routes/define-route";
import type { ServiceName } from "@chorus/contracts/services";
import { type Clock, systemClock } from "./clock.ts";
import { ChorusOffline, problemOf } from "./problem.ts";
import type { RouteAddress, SpecOf } from "./route-ref.ts";
import type { TokenProvider } from "./token-source.ts";

type Part<Name extends string, Type> = [Type] extends [undefined] ? { [Key in Name]?: never } : { [Key in Name]: Type };
type OptionalPart<Name extends string, Type> = [Type] extends [undefined]
  ? { [Key in Name]?: never }
  : { [Key in Name]?: Type };

/** The typed parts of a call, from the route's contract, and how to carry it out. */
export type CallInput<Spec extends RouteSpec> = Part<"params", RouteParams<Spec>> &
  OptionalPart<"query", RouteQueryInput<Spec>> &
  Part<"body", RouteBodyInput<Spec>> &
  Part<"bytes", BytesOf<Spec>> & {
    /** Gives up early; the call then throws the signal's reason. */
    signal?: AbortSignal;
    /** A UUID under which a creating POST happens once within 24 h. */
    idempotencyKey?: string;
    /** Default: the client's own. */
    timeoutMs?: number;
  };

/** The bytes that a route takes instead of JSON. */
type BytesOf<Spec extends RouteSpec> = Spec extends { bytes: object } ? Blob : undefined;

type InputArguments<Spec extends RouteSpec> = [RouteParams<Spec>, RouteBodyInput<Spec>, BytesOf<Spec>] extends [
  undefined,
  undefined,
  undefined,
]
  ? [input?: CallInput<Spec>]
  : [input: CallInput<Spec>];

export interface RestClientOptions {
  /** Absolute URL of each service that will be called, without `/api/v1`. */
  baseUrls: Partial<Record<ServiceName, string>>;
  /** Needed by every route that is not public. */
  tokens?: TokenProvider;
  /** `include` sends and takes cookies of another origin: the desk's refresh cookie. Default `same-origin`. */
  credentials?: "include" | "omit" | "same-origin";
  /** Default 15,000 ms. */
  timeoutMs?: number;
  fetch?: typeof fetch;
  clock?: Clock;
}

type QueryValues = Record<string, string | number | boolean | null | undefined>;

interface PlainInput {
  params?: Record<string, unknown>;
  query?: QueryValues;
  body?: unknown;
  bytes?: Blob;
  signal?: AbortSignal;
  idempotencyKey?: string;
  timeoutMs?: number;
}

/** Calls the REST routes of the contracts, typed by them. */
export class RestClient {
  readonly #options: RestClientOptions;
  readonly #fetch: typeof fetch;
  readonly #clock: Clock;

  constructor(options: RestClientOptions) {
    this.#options = options;
    this.#fetch = options.fetch ?? ((...request) => globalThis.fetch(...request));
    this.#clock = options.clock ?? systemClock;
  }

  /**
   * Calls `route` and resolves with its answer (null for 204). A call refused for its token is repeated once with a new one.
   *
   * @throws ChorusProblem when the server refused, ChorusOffline without an answer.
   */
  async call<Route extends RouteAddress>(
    route: Route,
    ...[input]: InputArguments<SpecOf<Route>>
  ): Promise<RouteResult<SpecOf<Route>>> {
    const response = await this.open(route, ...([input] as InputArguments<SpecOf<Route>>));
    return (response.status === 204 ? null : await response.json()) as RouteResult<SpecOf<Route>>;
  }

  /** The same for an answer that is a stream: resolves as soon as it begins. Cancel its body to end it. */
  async open<Route extends RouteAddress>(route: Route, ...[input]: InputArguments<SpecOf<Route>>): Promise<Response> {
    const plain = (input ?? {}) as PlainInput;
    const tokens = route.access === "public" ? undefined : this.#options.tokens;
    const token = (await tokens?.token()) ?? null;
    let response = await this.#send(route, plain, token);
    if (response.status === 401 && tokens) {
      const renewed = await tokens.renew(token);
      if (renewed !== null && renewed !== token) response = await this.#send(route, plain, renewed);
    }
    if (!response.ok) throw await problemOf(response);
    return response;
  }

  async #send(route: RouteAddress, input: PlainInput, token: string | null): Promise<Response> {
    const headers = new Headers({ accept: "application/json" });
    if (token !== null) headers.set("authorization", `Bearer ${token}`);
    const body = input.bytes ?? (input.body === undefined ? undefined : JSON.stringify(input.body));
    if (body !== undefined) headers.set("content-type", input.bytes?.type ?? "application/json");
    if (input.idempotencyKey) headers.set("idempotency-key", input.idempotencyKey);

    const abort = new AbortController();
    const timeoutMs = input.timeoutMs ?? this.#options.timeoutMs ?? 15_000;
    let timedOut = false;
    const cancelTimer = this.#clock.setTimer(timeoutMs, () => {
      timedOut = true;
      abort.abort();
    });
    const forward = () => abort.abort(input.signal?.reason);
    if (input.signal?.aborted) forward();
    input.signal?.addEventListener("abort", forward);
    try {
      return await this.#fetch(this.#urlOf(route, input), {
        method: route.method,
        headers,
        signal: abort.signal,
        credentials: this.#options.credentials ?? "same-origin",
        ...(body === undefined ? {} : { body }),
      });
    } catch (error) {
      if (input.signal?.aborted) throw input.signal.reason;
      throw new ChorusOffline(timedOut ? "timeout" : "network", { cause: error });
    } finally {
      cancelTimer();
      input.signal?.removeEventListener("abort", forward);
    }
  }

  #urlOf(route: RouteAddress, input: PlainInput): string {
    const base = this.#options.baseUrls[route.service];
    if (base === undefined) throw new TypeError(`no base URL for ${route.service}`);
    return base.replace(/\/$/, "") + fillPath(route.path, input.params ?? {}) + queryString(input.query ?? {});
  }
}

/** `/a/{id}` and {id: "x"} make `/a/x`. */
export function fillPath(path: string, params: Record<string, unknown>): string {
  return path.replace(/\{(\w+)\}/g, (_match, name: string) => {
    const value = params[name];
    if (typeof value !== "string" || value === "") throw new TypeError(`path parameter ${name} is missing`);
    return encodeURIComponent(value);
  });
}

/** `?a=1&b=x`, without what is undefined or null; empty when nothing is left. */
export function queryString(query: QueryValues): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null) search.set(name, String(value));
  }
  const text = search.toString();
  return text === "" ? "" : `?${text}`;
}
