import { ALL_ROUTES } from "@chorus/contracts/routes/all-routes";
import { largestBody, type RouteSpec } from "@chorus/contracts/routes/define-route";
import { PORTS_BESIDE, SERVICE_NAMES, type ServiceName, SERVICES } from "@chorus/contracts/services";

/** Which service answers which paths of the API's host. Proxies try them in this order: exact ones, expressions, prefixes. */
export interface Location {
  service: ServiceName;
  /** An expression is of the whole path, in what nginx, Caddy, HAProxy and Traefik have in common. */
  kind: "exact" | "expression" | "prefix";
  path: string;
  /** How much of a body is taken; 0 for none. */
  maxBytes: number;
}

/** It answers what no other service does: unknown paths get its own 404, not the proxy's. */
const DEFAULT_SERVICE = "chat-service";
const SOCKET_SERVICE = "websocket-gateway";
const MEBIBYTE = 1024 * 1024;

/** Pages and callbacks that are no REST routes: the reference, links in mails, and what Twilio, Stripe and mail servers call. */
const PAGES: readonly Location[] = [
  { service: DEFAULT_SERVICE, kind: "prefix", path: "/docs", maxBytes: 0 },
  { service: "notification-worker", kind: "prefix", path: "/u/", maxBytes: 1024 },
  // A mail with photographs, and a form of Twilio's: as their own limits have it.
  { service: "notification-worker", kind: "exact", path: "/callbacks/mail", maxBytes: 25 * MEBIBYTE },
  { service: "commerce", kind: "exact", path: "/callbacks/stripe", maxBytes: 256 * 1024 },
  { service: "notification-worker", kind: "prefix", path: "/callbacks/", maxBytes: 64 * 1024 },
];

/** What people reach: `/internal` is between services, on a port that no proxy knows. */
const publicRoutes = ALL_ROUTES.filter(({ access }) => access !== "service");

/** Everything that a proxy publishes of the API's host; what is not here is answered with 404. */
export function locations(): Location[] {
  const isOutside = ({ path }: RouteSpec) => !path.startsWith("/api/v1/");
  const isUpload = ({ bytes }: RouteSpec) => bytes !== undefined;
  const own = publicRoutes.filter(({ service }) => service === DEFAULT_SERVICE);
  const others = SERVICE_NAMES.filter((service) => service !== DEFAULT_SERVICE).flatMap((service) => {
    const routes = publicRoutes.filter((route) => route.service === service);
    return routes.length > 0 ? [expression(service, routes)] : [];
  });
  const plain = own.filter((route) => !isUpload(route));
  return [
    { service: SOCKET_SERVICE, kind: "exact", path: "/ws", maxBytes: 0 },
    ...own.filter(isOutside).map((route) => exact(route)),
    ...others,
    expression(DEFAULT_SERVICE, own.filter(isUpload)),
    ...PAGES,
    { service: DEFAULT_SERVICE, kind: "prefix", path: "/api/v1/", maxBytes: Math.max(...plain.map(bodyOf)) },
  ];
}

function exact({ service, path, method }: RouteSpec): Location {
  if (method !== "GET" || path.includes("{")) throw new Error(`${path}: say in locations.ts how proxies find it`);
  return { service, kind: "exact", path, maxBytes: 0 };
}

function expression(service: ServiceName, routes: readonly RouteSpec[]): Location {
  const paths = [...new Set(routes.map(({ path }) => path.replaceAll(".", "\\.").replaceAll(/\{\w+\}/g, "[^/]+")))];
  return {
    ...{ service, kind: "expression", path: `^(?:${paths.toSorted().join("|")})$` },
    maxBytes: Math.max(...routes.map(bodyOf)),
  };
}

function bodyOf(route: RouteSpec): number {
  return route.bytes?.maxBytes ?? largestBody(route);
}

export interface Upstream {
  /** A name that every proxy takes. */
  name: string;
  host: string;
  port: number;
}

export const upstreamOf = (service: ServiceName) => service.replaceAll("-", "_");
export const hostOfUpstream = ({ host, port }: Upstream) => `${host}:${port}`;

/** Every service and app behind the proxy. */
export function upstreams(): Upstream[] {
  const reached = new Set(locations().map(({ service }) => service));
  const services = SERVICE_NAMES.filter((service) => reached.has(service)).map((service) => ({
    ...{ name: upstreamOf(service), host: service, port: SERVICES[service].port },
  }));
  const apps = [
    { name: "desk", host: "desk", port: PORTS_BESIDE.DESK_PORT },
    { name: "widget", host: "widget", port: PORTS_BESIDE.WIDGET_PORT },
  ];
  return [...services, ...apps];
}

export function upstreamNamed(name: string): Upstream {
  const found = upstreams().find((upstream) => upstream.name === name);
  if (!found) throw new Error(`no proxy leads to ${name}`);
  return found;
}

/** What the API's host sends with every answer; the desk and the widget send their own. */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "DENY",
  "Referrer-Policy": "no-referrer",
};

export const GENERATED =
  "Made by `make generate` from the contracts (shared/contracts/src/routes): infrastructure/containers/src/proxies.";
