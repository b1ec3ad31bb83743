import { renderCaddyfile } from "./caddy-file.ts";
import { renderGatewayApiFile } from "./gateway-api-file.ts";
import { renderHaproxyConfig } from "./haproxy-file.ts";
import { renderLocations, renderUpstreams } from "./nginx-files.ts";
import { renderTraefikFile } from "./traefik-file.ts";

/** The generated files of every proxy, from the repository's root. */
export function proxyFiles(): { file: string; content: string }[] {
  const folder = "infrastructure/nginx/generated";
  return [
    { file: `${folder}/locations.conf`, content: renderLocations() },
    { file: `${folder}/upstreams.conf`, content: renderUpstreams() },
    { file: `${folder}/Caddyfile`, content: renderCaddyfile() },
    { file: `${folder}/haproxy.cfg`, content: renderHaproxyConfig() },
    { file: `${folder}/traefik.yaml`, content: renderTraefikFile() },
    { file: `${folder}/gateway-api.yaml`, content: renderGatewayApiFile() },
  ];
}
