import { GENERATED, hostOfUpstream, type Location, locations, upstreamOf, upstreams } from "./locations.ts";

const KIB = 1024;
/** nginx takes 0 for no limit at all. */
const NO_BODY = "1k";
const PREFIX = { exact: "=", expression: "~", prefix: "^~" };

/** The text of infrastructure/nginx/generated/locations.conf: which service answers which path of the API's host. */
export function renderLocations(): string {
  return [`# ${GENERATED}\n`, ...locations().map(renderLocation)].join("\n");
}

function renderLocation({ service, kind, path, maxBytes }: Location): string {
  // With `^~`, nginx would not look at the expressions any more.
  const prefix = path === "/api/v1/" ? "" : `${PREFIX[kind]} `;
  const lines = [
    `client_max_body_size ${maxBytes === 0 ? NO_BODY : `${Math.ceil(maxBytes / KIB)}k`};`,
    ...(path === "/ws" ? ["include socket.conf;"] : []),
    `proxy_pass http://${upstreamOf(service)};`,
  ];
  const match = kind === "expression" ? `"${path}"` : path;
  return `location ${prefix}${match} {\n${lines.map((line) => `  ${line}\n`).join("")}}\n`;
}

/** The text of infrastructure/nginx/generated/upstreams.conf: names are resolved again, because a new container has a new address. */
export function renderUpstreams(): string {
  const blocks = upstreams().map((upstream) =>
    [
      `upstream ${upstream.name} {`,
      `  zone ${upstream.name} 64k;`,
      `  server ${hostOfUpstream(upstream)} resolve max_fails=0;`,
      "  keepalive 64;",
      "}",
      "",
    ].join("\n"),
  );
  return [`# ${GENERATED}\n`, "resolver 127.0.0.11 valid=2s ipv6=off;\nresolver_timeout 1s;\n", ...blocks].join("\n");
}
