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
  const limits = table.flatMap(({ maxBytes }, index) =>
    maxBytes > 0 ? [[`body-${index}`, { buffering: { maxRequestBodyBytes: maxBytes } }] as const] : [],
  );
  const file = {
    http: {
      routers: { ...routers, ...Object.fromEntries(apps) },
      middlewares: {
        security: { headers: { customResponseHeaders: SECURITY_HEADERS } },
        requests: { rateLimit: { average: 100, burst: 400 } },
        ...Object.fromEntries(limits),
      },
      services: Object.fromEntries(services),
    },
  };
  const note = `# ${HOST} stands for your host. On paper: no Traefik runs where this is tested. Entry point websecure needs\n# respondingTimeouts.readTimeout above 75 s, and forwardedHeaders without trusted addresses.\n`;
  return `# ${GENERATED}\n${note}\n${toYaml(file)}`;
}

function router({ service, kind, path, maxBytes }: Location, index: number) {
  const rules = {
    exact: `Path(\`${path}\`)`,
    expression: `PathRegexp(\`${path}\`)`,
    prefix: `PathPrefix(\`${path}\`)`,
  };
  return {
    entryPoints: ENTRY,
    rule: `Host(\`${HOST}\`) && ${rules[kind]}`,
    priority: FIRST_PRIORITY - index,
    middlewares: ["security", "requests", ...(maxBytes > 0 ? [`body-${index}`] : [])],
    service: upstreamOf(service),
    ...TLS,
  };
}
