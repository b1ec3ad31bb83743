import { upstreams } from "@chorus/containers/proxies/locations";
import type { Yaml } from "@chorus/containers/yaml";
import {
  type DataServer,
  defaultAdminPort,
  PORTS_BESIDE,
  SERVICE_NAMES,
  type ServiceName,
  SERVICES,
} from "@chorus/contracts/services";
import { type KubernetesObject, PART_OF, selectorOf } from "./common.ts";

/** The operator gives these labels to the namespaces of the proxy and of Prometheus. */
export const PROXY_NAMESPACE = { "chorus/proxy": "true" };
export const MONITORING_NAMESPACE = { "chorus/monitoring": "true" };

/** Where Postgres and Redis may be: they are not of this cluster. An overlay narrows it to their addresses. */
const PRIVATE_NETWORKS = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"];
/** The address of a cloud's metadata, which hands out its keys, is among the second. */
const NOT_PUBLIC = [...PRIVATE_NETWORKS, "169.254.0.0/16", "100.64.0.0/10", "127.0.0.0/8"];
const NOT_PUBLIC_IPV6 = ["fc00::/7", "fe80::/10"];
const DATA_PORTS = { postgres: 5432, redis: 6379 } as const;
const OUTSIDE_PORTS = { mail: [25, 465, 587], https: [443] } as const;

const OTLP_HTTP_PORT = 4318;

const tcp = (...ports: readonly number[]) => ports.map((port) => ({ protocol: "TCP", port }));
const pods = (name: string) => ({ podSelector: { matchLabels: selectorOf(name) } });

/** Nothing is allowed but what is listed: one pair of policies for each arrow between two parts. */
export function networkPolicies(): KubernetesObject[] {
  return [
    policy("default-deny", { matchLabels: PART_OF }, { policyTypes: ["Ingress", "Egress"] }),
    policy("dns", { matchLabels: PART_OF }, { policyTypes: ["Egress"], egress: [dns()] }),
    // To the collector that OTEL_EXPORTER_OTLP_ENDPOINT names, beside Prometheus.
    policy(
      "traces",
      { matchLabels: PART_OF },
      {
        policyTypes: ["Egress"],
        egress: [{ to: [namespace(MONITORING_NAMESPACE)], ports: tcp(OTLP_HTTP_PORT) }],
      },
    ),
    ...SERVICE_NAMES.flatMap(policiesOf),
    egressToData("migrate", "postgres"),
    // The widget's server asks chat-service which pages may embed a tenant's widget.
    ...arrow("widget", "chat-service", SERVICES["chat-service"].port),
    ...upstreams().map(({ host, port }) => ingress(`${host}-from-proxy`, host, [namespace(PROXY_NAMESPACE)], port)),
  ];
}

function policiesOf(name: ServiceName): KubernetesObject[] {
  const { data, calls, reaches } = SERVICES[name];
  return [
    ...(data as readonly DataServer[]).flatMap((server) =>
      server === "chroma" ? arrow(name, "chroma", PORTS_BESIDE.CHROMA_PORT) : [egressToData(name, server)],
    ),
    ...(calls as readonly ServiceName[]).flatMap((callee) => arrow(name, callee, defaultAdminPort(callee))),
    ...(reaches as readonly (keyof typeof OUTSIDE_PORTS)[]).map((what) =>
      egress(`${name}-to-${what}`, name, PUBLIC_INTERNET, OUTSIDE_PORTS[what]),
    ),
    ingress(`${name}-from-monitoring`, name, [namespace(MONITORING_NAMESPACE)], defaultAdminPort(name)),
  ];
}

/** Models, mail servers and push services are on the internet, and nothing of a private network is reached by their addresses. */
const PUBLIC_INTERNET = [
  { ipBlock: { cidr: "0.0.0.0/0", except: NOT_PUBLIC } },
  { ipBlock: { cidr: "::/0", except: NOT_PUBLIC_IPV6 } },
];

function arrow(from: string, to: string, port: number): KubernetesObject[] {
  return [egress(`${from}-to-${to}`, from, [pods(to)], [port]), ingress(`${to}-from-${from}`, to, [pods(from)], port)];
}

function egressToData(from: string, server: keyof typeof DATA_PORTS): KubernetesObject {
  const to = PRIVATE_NETWORKS.map((cidr) => ({ ipBlock: { cidr } }));
  return egress(`${from}-to-${server}`, from, to, [DATA_PORTS[server]]);
}

function egress(name: string, from: string, to: readonly Yaml[], ports: readonly number[]): KubernetesObject {
  const spec = { policyTypes: ["Egress"], egress: [{ to, ports: tcp(...ports) }] };
  return policy(name, { matchLabels: selectorOf(from) }, spec);
}

function ingress(name: string, to: string, from: readonly Yaml[], port: number): KubernetesObject {
  return policy(
    name,
    { matchLabels: selectorOf(to) },
    { policyTypes: ["Ingress"], ingress: [{ from, ports: tcp(port) }] },
  );
}

function policy(name: string, podSelector: Yaml, spec: KubernetesObject): KubernetesObject {
  return {
    ...{ apiVersion: "networking.k8s.io/v1", kind: "NetworkPolicy", metadata: { name, labels: PART_OF } },
    spec: { podSelector, ...spec },
  };
}

const namespace = (matchLabels: Readonly<Record<string, string>>) => ({ namespaceSelector: { matchLabels } });

function dns(): Yaml {
  const to = [{ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "kube-system" } } }];
  return {
    to,
    ports: [
      { protocol: "UDP", port: 53 },
      { protocol: "TCP", port: 53 },
    ],
  };
}
