import { toYaml, type Yaml } from "../yaml.ts";
import { GENERATED, type Location, locations, SECURITY_HEADERS, upstreamNamed, upstreamOf } from "./locations.ts";

const HOST = "chorus.example.com";
const TYPE = { exact: "Exact", expression: "RegularExpression", prefix: "PathPrefix" };
/** An HTTPRoute takes at most this many rules. */
const MAX_RULES = 16;

/** The text of infrastructure/nginx/generated/gateway-api.yaml: one HTTPRoute for each host, behind a Gateway named `chorus`. */
export function renderGatewayApiFile(): string {
  const rules = locations().map(rule);
  if (rules.length > MAX_RULES) throw new Error(`an HTTPRoute takes ${MAX_RULES} rules at most: split it`);
  const note = `# ${HOST} stands for your host. On paper: no cluster runs where this is tested. Bodies are limited by the services; what\n# limits them earlier is a policy of the implementation.\n`;
  const routes = [
    httpRoute("chorus-api", HOST, rules),
    ...["desk", "widget"].map((app) => httpRoute(`chorus-${app}`, `${app}.${HOST}`, [{ backendRefs: [backend(app)] }])),
  ];
  return `# ${GENERATED}\n${note}${routes.map((route) => `---\n${toYaml(route)}`).join("")}`;
}

function httpRoute(name: string, hostname: string, rules: readonly Yaml[]): Yaml {
  return {
    apiVersion: "gateway.networking.k8s.io/v1",
    kind: "HTTPRoute",
    metadata: { name },
    spec: { parentRefs: [{ name: "chorus" }], hostnames: [hostname], rules },
  };
}

function rule({ service, kind, path }: Location): Yaml {
  const set = Object.entries(SECURITY_HEADERS).map(([name, value]) => ({ name, value }));
  // Sockets stay open; a request may take as long as an export.
  const timeouts = path === "/ws" ? { request: "0s" } : { request: "90s" };
  return {
    matches: [{ path: { type: TYPE[kind], value: path } }],
    filters: [{ type: "ResponseHeaderModifier", responseHeaderModifier: { set } }],
    backendRefs: [backend(upstreamOf(service))],
    timeouts,
  };
}

function backend(upstream: string): Yaml {
  const { host, port } = upstreamNamed(upstream);
  return { name: host, port };
}
