import { toYaml } from "../yaml.ts";
import {
  GENERATED,
  hostOfUpstream,
  type Location,
  locations,
  SECURITY_HEADERS,
  upstreamOf,
  upstreams,
} from "./locations.ts";

const HOST = "chorus.example.com";
const ENTRY = ["websecure"];
const TLS = { tls: { certResolver: "acme" } };
/** One network of IPv6 is one client, as for the services themselves; without it, `inFlightReq` counts all clients of a host together. */
const PER_NETWORK = { sourceCriterion: { ipStrategy: { ipv6Subnet: 64 } } };
/** Traefik takes the greatest first. */
const FIRST_PRIORITY = 100;

/** The text of infrastructure/nginx/generated/traefik.yaml: the dynamic configuration, for Traefik's file provider. */
export function renderTraefikFile(): string {
  const table = locations();
  const routers = Object.fromEntries(table.map((location, index) => [`api-${index}`, router(location, index)]));
  const apps = ["desk", "widget"].map((app) => [
    app,
    { entryPoints: ENTRY, rule: `Host(\`${app}.${HOST}\`)`, service: app, ...TLS },
  ]);
  const services = upstreams().map((upstream) => [
    upstream.name,
    { loadBalancer: { servers: [{ url: `http://${hostOfUpstream(upstream)}` }] } },
  ]);
  const file = {
    http: {
      routers: { ...routers, ...Object.fromEntries(apps) },
      middlewares: {
        security: { headers: { customResponseHeaders: SECURITY_HEADERS } },
        requests: { rateLimit: { average: 100, burst: 400, ...PER_NETWORK } },
        concurrent: { inFlightReq: { amount: 1_000, ...PER_NETWORK } },
      },
      services: Object.fromEntries(services),
    },
  };
  const note = `# ${HOST} stands for your host. On paper: no Traefik runs where this is tested. 3.3 or later, for ipv6Subnet. Entry point websecure needs\n# respondingTimeouts.readTimeout above 75 s, and forwardedHeaders without trusted addresses. Bodies are\n# limited by the services: its middleware that limits them keeps them first, in memory and on the disk.\n`;
  return `# ${GENERATED}\n${note}\n${toYaml(file)}`;
}

function router({ service, kind, path }: Location, index: number) {
  const rules = {
    exact: `Path(\`${path}\`)`,
    expression: `PathRegexp(\`${path}\`)`,
    prefix: `PathPrefix(\`${path}\`)`,
  };
  return {
    entryPoints: ENTRY,
    rule: `Host(\`${HOST}\`) && ${rules[kind]}`,
    priority: FIRST_PRIORITY - index,
    middlewares: ["security", "requests", "concurrent"],
    service: upstreamOf(service),
    ...TLS,
  };
}
