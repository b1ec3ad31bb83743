import { toYaml, type Yaml } from "../yaml.ts";
import { GENERATED, type Location, locations, SECURITY_HEADERS, upstreamNamed, upstreamOf } from "./locations.ts";

const HOST = "chorus.example.com";
const TYPE = { exact: "Exact", expression: "RegularExpression", prefix: "PathPrefix" };
/** An HTTPRoute takes at most this many rules. */
const MAX_RULES = 16;
/** A path of a match has at most this many characters. */
const MAX_PATH = 1_024;

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
    matches: pathsOf({ kind, path }).map((value) => ({ path: { type: TYPE[kind], value } })),
    filters: [{ type: "ResponseHeaderModifier", responseHeaderModifier: { set } }],
    backendRefs: [backend(upstreamOf(service))],
    timeouts,
  };
}

/** An expression that is too long in parts of as many of its paths as fit, in their order. */
export function pathsOf({ kind, path }: Pick<Location, "kind" | "path">): string[] {
  if (kind !== "expression" || path.length <= MAX_PATH) return [path];
  const whole = /^\^\(\?:(.*)\)\$$/.exec(path)?.[1];
  if (whole === undefined) throw new Error(`this is no list of paths, and longer than ${MAX_PATH} characters: ${path}`);
  const parts = [""];
  for (const one of whole.split("|")) {
    const longer = parts.at(-1) === "" ? one : `${parts.at(-1)}|${one}`;
    if (`^(?:${longer})$`.length > MAX_PATH) parts.push(one);
    else parts[parts.length - 1] = longer;
  }
  return parts.map((part) => `^(?:${part})$`);
}

function backend(upstream: string): Yaml {
  const { host, port } = upstreamNamed(upstream);
  return { name: host, port };
}
