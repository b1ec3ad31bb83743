import type { KubernetesObject } from "./common.ts";
import { metadataOf } from "./common.ts";

const GATEWAY_API = "gateway.networking.k8s.io/v1";
const PREFIXES = { api: "", desk: "desk.", widget: "widget." };

/** What the routes of infrastructure/nginx/generated/gateway-api.yaml hang on. */
export function gateway(publicHost: string): KubernetesObject {
  return {
    ...{ apiVersion: GATEWAY_API, kind: "Gateway", metadata: metadataOf("chorus") },
    spec: { gatewayClassName: "chorus", listeners: listeners(publicHost) },
  };
}

/** Patches that give an overlay's names to the Gateway and its routes; lists of other operators' kinds are replaced whole. */
export function hostPatches(publicHost: string): KubernetesObject[] {
  const routes = Object.entries(PREFIXES).map(([name, prefix]) => ({
    ...{ apiVersion: GATEWAY_API, kind: "HTTPRoute", metadata: { name: `chorus-${name}` } },
    spec: { hostnames: [prefix + publicHost] },
  }));
  const gatewayPatch = {
    ...{ apiVersion: GATEWAY_API, kind: "Gateway", metadata: { name: "chorus" } },
    spec: { listeners: listeners(publicHost) },
  };
  return [gatewayPatch, ...routes];
}

function listeners(publicHost: string) {
  return Object.entries(PREFIXES).map(([name, prefix]) => ({
    ...{ name, hostname: prefix + publicHost, port: 443, protocol: "HTTPS" },
    tls: { mode: "Terminate", certificateRefs: [{ name: "chorus-tls" }] },
  }));
}
