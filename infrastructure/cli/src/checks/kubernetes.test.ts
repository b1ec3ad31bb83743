import { readFile } from "node:fs/promises";
import path from "node:path";
import { IMAGE_PARTS } from "@chorus/containers/image-parts";
import { defaultAdminPort, SERVICE_NAMES, SERVICES, type ServiceName } from "@chorus/contracts/services";
import { autoscalers } from "@chorus/kubernetes/autoscaling";
import { chromaObjects } from "@chorus/kubernetes/chroma";
import { migrateObjects } from "@chorus/kubernetes/migrate-job";
import { MONITORING_NAMESPACE, networkPolicies, PROXY_NAMESPACE } from "@chorus/kubernetes/network-policies";
import { externalSecrets, serviceMonitors } from "@chorus/kubernetes/operators";
import { appObjects, serviceObjects } from "@chorus/kubernetes/workloads";
import { repositoryRoot } from "@chorus/servers/paths";
import { expect, test } from "vitest";

interface Container {
  image: string;
  ports?: { containerPort: number }[];
  resources: { requests: { memory: string }; limits: { memory: string } };
  securityContext: object;
}
interface Pod {
  containers: Container[];
  securityContext: object;
  automountServiceAccountToken: boolean;
  terminationGracePeriodSeconds?: number;
}
interface KubernetesObject {
  kind: string;
  metadata: { name: string };
  spec: {
    template: { spec: Pod };
    podSelector: { matchLabels: Record<string, string> };
    policyTypes: string[];
    egress?: { to: Peer[]; ports: { port: number }[] }[];
    ingress?: { from: Peer[]; ports: { port: number }[] }[];
    [key: string]: unknown;
  };
}
interface Peer {
  podSelector?: { matchLabels: Record<string, string> };
  namespaceSelector?: { matchLabels: Record<string, string> };
  ipBlock?: { cidr: string; except?: string[] };
}

const typed = (objects: unknown) => objects as KubernetesObject[];
const apps = (["desk", "widget"] as const).flatMap((name) => typed(appObjects(name)));
const everything = [
  ...SERVICE_NAMES.flatMap((name) => typed(serviceObjects(name))),
  ...apps,
  ...typed(migrateObjects("1.2.3")),
  ...typed(chromaObjects()),
];
const withPods = everything.filter(({ kind }) => ["Deployment", "Job", "StatefulSet"].includes(kind));
const policies = typed(networkPolicies());
const NAME = "app.kubernetes.io/name";

/** `from → to:port`, once as the one may leave and once as the other may be reached. */
function arrows(direction: "egress" | "ingress") {
  const peerOf = ({ podSelector, namespaceSelector, ipBlock }: Peer) =>
    podSelector?.matchLabels[NAME] ??
    (namespaceSelector && JSON.stringify(namespaceSelector.matchLabels)) ??
    ipBlock?.cidr;
  return policies.flatMap(({ spec }) =>
    (spec[direction] ?? []).flatMap((rule) => {
      const peers = "to" in rule ? rule.to : rule.from;
      const own = spec.podSelector.matchLabels[NAME] ?? "*";
      return peers.flatMap((peer) =>
        rule.ports.map(({ port }) => {
          const [from, to] = direction === "egress" ? [own, peerOf(peer)] : [peerOf(peer), own];
          return `${from} → ${to}:${port}`;
        }),
      );
    }),
  );
}

test.each(SERVICE_NAMES)(
  "%s has an account, a service, a deployment and a budget, with the catalogue's ports and memory",
  (name) => {
    const objects = typed(serviceObjects(name));
    expect(objects.map(({ kind }) => kind)).toEqual(["ServiceAccount", "Service", "Deployment", "PodDisruptionBudget"]);
    expect(objects.every(({ metadata }) => metadata.name === name)).toBe(true);
    const [container] = objects[2]?.spec.template.spec.containers ?? [];
    const { port, memoryMiB } = SERVICES[name];
    expect(container?.ports?.map(({ containerPort }) => containerPort)).toEqual([port, defaultAdminPort(name)]);
    expect(container?.resources.requests.memory).toBe(`${memoryMiB.request}Mi`);
    expect(container?.resources.limits.memory).toBe(`${memoryMiB.limit}Mi`);
  },
);

test("each image has a workload, and each workload its image", () => {
  const images = withPods.map(({ spec }) => spec.template.spec.containers[0]?.image);
  // Backups are made where the database is, which is not in the cluster.
  const parts = IMAGE_PARTS.filter(({ name }) => name !== "backup");
  expect(images.toSorted()).toEqual(parts.map(({ name }) => `chorus/${name}`).toSorted());
});

test("every pod fits the restricted profile, writes nothing of its own and speaks to no API of Kubernetes", () => {
  for (const { spec } of withPods) {
    const pod = spec.template.spec;
    expect(pod.securityContext).toMatchObject({
      ...{ runAsNonRoot: true, runAsUser: 1000, seccompProfile: { type: "RuntimeDefault" } },
    });
    expect(pod.automountServiceAccountToken).toBe(false);
    for (const { securityContext } of pod.containers)
      expect(securityContext).toEqual({
        ...{ allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ["ALL"] } },
      });
  }
});

test("a rollout takes no pod before its successor serves, and lets a pod drain", () => {
  for (const { spec } of withPods.filter(({ kind }) => kind === "Deployment")) {
    expect(spec).toMatchObject({
      ...{ minReadySeconds: 5, strategy: { rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } } },
    });
    expect(spec.template.spec.terminationGracePeriodSeconds).toBe(45);
    expect(spec.template.spec.containers[0]).toMatchObject({
      lifecycle: { preStop: { sleep: { seconds: 10 } } },
      startupProbe: { httpGet: { port: "http" } },
      readinessProbe: { httpGet: { path: "/readyz" } },
    });
  }
});

test("a migration that failed does not stand in the way of the next, and is not tried again by itself", () => {
  const job = typed(migrateObjects("1.2.3")).find(({ kind }) => kind === "Job");
  expect(job?.metadata.name).toBe("migrate-1-2-3");
  expect(job?.spec).toMatchObject({ backoffLimit: 0, ttlSecondsAfterFinished: 86_400 });
});

test("nothing is allowed by default", () => {
  expect(policies[0]?.spec).toEqual({
    podSelector: { matchLabels: { "app.kubernetes.io/part-of": "chorus" } },
    policyTypes: ["Ingress", "Egress"],
  });
});

test("between parts there are the arrows of the catalogue and no others, allowed at both of their ends", () => {
  const between = (list: string[]) => list.filter((arrow) => !/\{|[\d.]+\/\d|::/.test(arrow)).toSorted();
  const calls = SERVICE_NAMES.flatMap((name) => [
    ...(SERVICES[name].calls as readonly ServiceName[]).map(
      (callee) => `${name} → ${callee}:${defaultAdminPort(callee)}`,
    ),
    ...((SERVICES[name].data as readonly string[]).includes("chroma") ? [`${name} → chroma:8000`] : []),
  ]);
  const expected = [...calls, "widget → chat-service:8082"].toSorted();
  expect(between(arrows("egress"))).toEqual(expected);
  expect(between(arrows("ingress"))).toEqual(expected);
});

test.each(SERVICE_NAMES)("%s leaves the cluster for what the catalogue says", (name) => {
  const { data, reaches } = SERVICES[name];
  const out = arrows("egress").filter((arrow) => arrow.startsWith(`${name} → `) && /[\d.]+\/\d/.test(arrow));
  const ports = new Set(out.map((arrow) => Number(arrow.slice(arrow.lastIndexOf(":") + 1))));
  const expected = [
    ...((data as readonly string[]).includes("postgres") ? [5432] : []),
    ...((data as readonly string[]).includes("redis") ? [6379] : []),
    ...((reaches as readonly string[]).includes("mail") ? [25, 465, 587] : []),
    ...((reaches as readonly string[]).includes("https") ? [443] : []),
  ];
  expect([...ports].toSorted()).toEqual(expected.toSorted());
});

test("what reaches the internet does not reach private networks or a cloud's metadata", () => {
  const open = policies.flatMap(({ spec }) => spec.egress ?? []).flatMap(({ to }) => to);
  const world = open.filter(({ ipBlock }) => ipBlock?.cidr === "0.0.0.0/0");
  expect(world.length).toBeGreaterThan(0);
  for (const { ipBlock } of world)
    expect(ipBlock?.except).toEqual(expect.arrayContaining(["10.0.0.0/8", "169.254.0.0/16"]));
});

test("the proxy reaches public ports alone, Prometheus admin ports alone", () => {
  const from = (labels: object) =>
    arrows("ingress").flatMap((arrow) => (arrow.startsWith(JSON.stringify(labels)) ? [arrow.split(" → ")[1]] : []));
  expect(from(MONITORING_NAMESPACE)).toEqual(SERVICE_NAMES.map((name) => `${name}:${defaultAdminPort(name)}`));
  const admin = new Set(SERVICE_NAMES.map(defaultAdminPort));
  const published = from(PROXY_NAMESPACE);
  expect(published).toContain("websocket-gateway:8080");
  expect(published.filter((target) => admin.has(Number(target?.split(":")[1])))).toEqual([]);
});

test("gateways are counted by a gauge that they have", async () => {
  const text = await readFile(path.join(repositoryRoot, "services/websocket-gateway/src/events.ts"), "utf8");
  const [first] = typed(autoscalers());
  const metric = /"name":"(\w+)"\},"target"/.exec(JSON.stringify(first))?.[1] ?? "none";
  expect(text).toContain(`metrics.gauge("${metric}"`);
});

test("each service has a monitor, and a secret of its own by reference", () => {
  expect(typed(serviceMonitors()).map(({ metadata }) => metadata.name)).toEqual(SERVICE_NAMES);
  const secrets = typed(externalSecrets()).map(({ metadata }) => metadata.name);
  expect(secrets).toEqual([...SERVICE_NAMES, "migrate"].map((name) => `chorus-${name}`));
});

test.each(["development", "staging", "production"])(
  "the overlay %s names every image and enforces the restricted profile",
  async (name) => {
    const folder = path.join(repositoryRoot, "infrastructure/kubernetes/overlays", name);
    const text = await readFile(path.join(folder, "kustomization.yaml"), "utf8");
    for (const { name: image } of IMAGE_PARTS) expect(text).toContain(`name: chorus/${image}\n`);
    expect(text).toContain("components/network-policies");
    expect(text).not.toContain("latest");
    expect(await readFile(path.join(folder, "namespace.yaml"), "utf8")).toContain(
      "pod-security.kubernetes.io/enforce: restricted",
    );
  },
);
