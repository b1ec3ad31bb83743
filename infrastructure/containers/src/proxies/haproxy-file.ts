import {
  GENERATED,
  hostOfUpstream,
  type Location,
  locations,
  SECURITY_HEADERS,
  upstreamOf,
  upstreams,
} from "./locations.ts";

const TEST = { exact: "path", expression: "path_reg", prefix: "path_beg" };

/** The text of infrastructure/nginx/generated/haproxy.cfg. */
export function renderHaproxyConfig(): string {
  const table = locations();
  return [
    `# ${GENERATED}`,
    "# chorus.pem holds the certificate and, after it, its key.",
    ...section("global", ["log stdout format raw local0", "ssl-default-bind-options ssl-min-ver TLSv1.2"]),
    ...section("defaults", [
      ...["mode http", "log global", "option httplog", "option dontlognull"],
      ...["timeout connect 3s", "timeout http-request 10s", "timeout http-keep-alive 75s"],
      "# Longer than the heartbeat of a socket (25 s), which is a tunnel once it is upgraded.",
      ...["timeout client 90s", "timeout server 90s", "timeout tunnel 90s"],
    ]),
    ...section("frontend chorus", [
      "bind :8443 ssl crt /etc/haproxy/chorus.pem alpn h2,http/1.1",
      "# Whatever a client claims to be ends here.",
      "http-request set-header X-Forwarded-For %[src]",
      "http-request set-header X-Forwarded-Proto https",
      "# Far above what a person does: the services know who asks and count much finer.",
      "stick-table type ipv6 size 100k expire 1m store http_req_rate(10s)",
      "# One network of IPv6 is one client, as for the services themselves.",
      "http-request track-sc0 src,ipmask(32,64)",
      "http-request deny deny_status 429 if { sc_http_req_rate(0) gt 1500 }",
      "# A path that leaves its folder is none of ours.",
      String.raw`http-request deny deny_status 404 if { path,url_dec -m reg (^|/)\.\.?(/|$) }`,
      "",
      ...["acl is_desk hdr_beg(host) -i desk.", "acl is_widget hdr_beg(host) -i widget."],
      "acl is_private path_beg /internal /metrics",
      "http-request deny deny_status 404 if is_private",
      "use_backend desk if is_desk",
      "use_backend widget if is_widget",
      "http-request set-var(txn.api) bool(true) if !is_desk !is_widget",
      ...Object.entries(SECURITY_HEADERS).map(
        ([name, value]) => `http-response set-header ${name} "${value}" if { var(txn.api) -m bool }`,
      ),
      "",
      ...table.flatMap(aclLines),
      ...table.map((location, index) => `use_backend ${upstreamOf(location.service)} if location_${index}`),
      "default_backend nothing",
    ]),
    ...upstreams().flatMap((upstream) =>
      section(`backend ${upstream.name}`, [`server ${upstream.name} ${hostOfUpstream(upstream)}`]),
    ),
    ...section("backend nothing", ["http-request return status 404"]),
    "",
  ].join("\n");
}

/** A location applies when none before it does; its limit is of it alone. */
function aclLines({ kind, path, maxBytes }: Location, index: number, all: readonly Location[]): string[] {
  const isLast = index === all.length - 1;
  const before = all
    .slice(0, index)
    .flatMap((earlier, place) => (isLast || isWithin(earlier, path) ? [` !location_${place}`] : []));
  const lines = [`acl location_${index} ${TEST[kind]} ${path}`];
  const rest = before.join("");
  if (maxBytes > 0)
    lines.push(
      `http-request deny deny_status 413 if location_${index}${rest} !is_desk !is_widget { req.hdr_val(content-length) gt ${maxBytes} }`,
    );
  return lines;
}

function isWithin({ kind, path }: Location, prefix: string): boolean {
  return kind === "exact" && path.startsWith(prefix);
}

function section(title: string, lines: readonly string[]): string[] {
  return ["", title, ...lines.map((line) => (line === "" ? "" : `  ${line}`))];
}
