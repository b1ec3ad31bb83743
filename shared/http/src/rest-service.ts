import type { AccessClaims } from "@chorus/auth/access-token";
import type { Authenticator } from "@chorus/auth/authenticator";
import { createServiceTokenVerifier } from "@chorus/auth/service-token";
import type { ControlMessage } from "@chorus/contracts/bus/messages";
import type { ServiceName } from "@chorus/contracts/services";
import { type Clock, systemClock } from "@chorus/kernel/clock";
import { networkOf } from "@chorus/kernel/network";
import type { Context as HttpContext, Hono } from "hono";
import { type Endpoint, mount, type MountOptions } from "./mount.ts";
import { peerAddress } from "./peer-address.ts";
import { openRemoteAuthority } from "./remote-authority.ts";
import type { RestConfig } from "./rest-config.ts";
import { claimsOf, routeAuthenticator } from "./route-authenticator.ts";
import { createReadShares } from "./read-shares.ts";
import type { ServiceClient } from "./service-client.ts";
import { createServiceParts, type ServedService, type ServiceParts } from "./service-parts.ts";
import { createWriteLimits } from "./write-limits.ts";
import { createWriteShares } from "./write-shares.ts";

/** The dependencies of every REST service but chat-service. Nothing connects before the service's `start`. */
export interface RestParts extends ServiceParts {
  readonly authenticator: Authenticator;
  /** A client for chat-service with connections of its own. */
  readonly chat: ServiceClient;
}

/** The authenticated person; null on routes that are for other services or public. */
export type RestCaller = AccessClaims | null;

/** The parts that a service adds. */
export interface RestWork<Context> {
  /** The context of its verbs; tests read it. */
  context: Context;
  endpoints: readonly Endpoint<RestCaller>[];
  /** Runs an idempotent route at most once per caller and key; absent: it has none. */
  once?: NonNullable<MountOptions<RestCaller>["once"]>;
  /** Readiness checks beside Redis, by name: `ok`, or what is wrong. */
  checks?: Readonly<Record<string, () => Promise<string>>>;
  /** Routes that are not in the contract: callbacks of third parties, pages. */
  addRoutes?: (app: Hono) => void;
  /** After Redis is connected, before requests are answered. */
  start?: () => Promise<void>;
  /** Ends streams that would otherwise go on while the service drains. */
  endStreams?: () => void;
  /** After the last answer; may be called again: stops its background work. */
  stop?: () => Promise<void>;
  close?: () => Promise<void>;
}

/** Endpoints that all require a person, so that each handler has a caller. */
export function forPeople(endpoints: readonly Endpoint<AccessClaims>[]): Endpoint<RestCaller>[] {
  return endpoints.map(({ route, handle }) => ({
    route,
    handle: (input) => handle({ ...input, caller: claimsOf(input) }),
  }));
}

export interface RestService<Context = unknown> extends ServedService {
  readonly context: Context;
}

export interface RestOptions {
  clock?: Clock | undefined;
  chatTimeoutMs: number;
  /** For streams, which stay open while the session lasts. */
  onRevoked?: (revocation: ControlMessage) => void;
}

/** The parts of a REST service whose callers chat-service authenticates, and `serve`, which assembles them. */
export function createRestService(
  name: ServiceName,
  config: RestConfig,
  options: RestOptions,
): { parts: RestParts; serve: <Context>(work: RestWork<Context>) => RestService<Context> } {
  const { parts, serve } = createServiceParts(name, config, { clock: options.clock });
  const { clock, logger, redis } = parts;
  const authority = openRemoteAuthority({
    ...{ chatServiceUrl: config.chatServiceUrl, serviceToken: parts.tokensFor("chat-service") },
    ...{ redisUrl: config.redisUrl, now: () => clock.now() },
    ...(options.onRevoked && { onRevoked: options.onRevoked }),
    onError: (error) => logger.debug({ err: error }, "revocations"),
  });
  const { authenticator, verifyApiKey } = authority;
  const chat = parts.clientOf("chat-service", config.chatServiceUrl, options.chatTimeoutMs);
  const verifyServiceToken = createServiceTokenVerifier({
    ...{ service: name, secret: config.internalSecret },
    now: () => systemClock.now(),
  });
  const writes = createWriteLimits(redis, config.writesPerMinute);
  const readInTurn = createReadShares();
  const writeInTurn = createWriteShares();
  const networkFor = (http: HttpContext) => networkOf(peerAddress(http, config.http.trustProxy));
  return {
    parts: { ...parts, authenticator, chat },
    serve(work) {
      const service = serve({
        checks: work.checks,
        async start() {
          await authority.start();
          await work.start?.();
          return (app) => {
            const mounted = mount(app, name, work.endpoints, {
              authenticate: routeAuthenticator({ authenticator, verifyServiceToken, verifyApiKey }),
              serviceCaller: null,
              countWrite: (route, caller, http) => writes.count(route, { ...caller, network: networkFor(http) }),
              readInTurn: (caller, http, read) => readInTurn(caller, () => networkFor(http), read),
              writeInTurn: (caller, http, write) => writeInTurn(caller, () => networkFor(http), write),
              ...(work.once ? { once: work.once } : {}),
            });
            work.addRoutes?.(app);
            return mounted;
          };
        },
        endStreams: work.endStreams,
        drained: work.stop,
        async close() {
          await work.stop?.();
          await work.close?.();
          authority.close();
        },
      });
      return Object.assign(service, { context: work.context });
    },
  };
}
