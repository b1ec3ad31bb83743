import {
  GENERATED,
  hostOfUpstream,
  type Location,
  locations,
  SECURITY_HEADERS,
  upstreamNamed,
  upstreamOf,
} from "./locations.ts";

/**
 * The text of infrastructure/nginx/generated/Caddyfile. Caddy writes X-Forwarded-For anew, upgrades WebSockets, has no read timeout
 * of its own and fetches certificates itself.
 */
export function renderCaddyfile(): string {
  return [
    `# ${GENERATED}`,
    "# CHORUS_HOST=chorus.example.com caddy run --config Caddyfile. Caddy fetches certificates itself; with your own, add",
    "# `tls <certificate> <key>` to each site.",
    "",
    "{$CHORUS_HOST} {",
    indent(["# certificate", "header {", ...Object.entries(SECURITY_HEADERS).map(headerLine), "\t-Server", "}", ""]),
    // Without a route, Caddy would try paths before expressions.
    indent(["route {"]),
    ...locations().map((location) => indent(indentLines([...handle(location), ""]))),
    indent(indentLines(["# What is not named is not published.", "respond 404"])),
    indent(["}"]),
    "}",
    ...["desk", "widget"].flatMap((app) => ["", `${app}.{$CHORUS_HOST} {`, indent(appLines(app)), "}"]),
    "",
  ].join("\n");
}

const headerLine = ([name, value]: [string, string]) => `\t${name} "${value}"`;

function handle(location: Location): string[] {
  const { service, kind, path, maxBytes } = location;
  const name = `@${upstreamOf(service)}_${kind === "expression" && maxBytes > 1024 * 1024 ? "uploads" : "paths"}`;
  const body = [
    ...(maxBytes > 0 ? [`\trequest_body {`, `\t\tmax_size ${maxBytes}`, "\t}"] : []),
    `\treverse_proxy ${hostOfUpstream(upstreamNamed(upstreamOf(service)))} {`,
    // Summaries and exports are streamed.
    "\t\tflush_interval -1",
    "\t}",
  ];
  if (kind === "expression") return [`${name} path_regexp ${path}`, `handle ${name} {`, ...body, "}"];
  return [`handle ${path}${kind === "prefix" ? "*" : ""} {`, ...body, "}"];
}

function appLines(app: string): string[] {
  return [
    "# certificate",
    "@private path /internal* /metrics",
    "respond @private 404",
    `reverse_proxy ${hostOfUpstream(upstreamNamed(app))}`,
  ];
}

const indentLines = (lines: readonly string[]) => lines.map((line) => (line === "" ? "" : `\t${line}`));
const indent = (lines: readonly string[]) => indentLines(lines).join("\n");
