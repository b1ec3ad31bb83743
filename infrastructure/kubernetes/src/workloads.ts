import { defaultAdminPort, PORTS_BESIDE, type ServiceName, SERVICES } from "@chorus/contracts/services";
import {
  containerOf,
  type KubernetesObject,
  labelsOf,
  metadataOf,
  podOf,
  selectorOf,
  serviceAccount,
} from "./common.ts";

interface Workload {
  name: string;
  ports: { readonly http: number; readonly admin?: number };
  livenessPath: string;
  memoryMiB: { readonly request: number; readonly limit: number };
  hasSecrets: boolean;
}

/** At least two of each, so that one can go while the other serves. */
const REPLICAS = 2;
/** Endpoints and proxies hear of a pod that leaves only seconds after it was told. */
const PRE_STOP_SECONDS = 10;
/** The pause above, and 30 s in which a service drains and then ends itself. */
const TERMINATION_SECONDS = 45;
const APP_MEMORY_MIB = { request: 64, limit: 192 };
const READINESS = { path: "/readyz", port: "http" };

/** The objects of a service of the catalogue: account, service, deployment, disruption budget. */
export function serviceObjects(name: ServiceName): KubernetesObject[] {
  const { port, memoryMiB } = SERVICES[name];
  const ports = { http: port, admin: defaultAdminPort(name) };
  return workloadObjects({ name, ports, livenessPath: "/livez", memoryMiB, hasSecrets: true });
}

/** The same of the server of the desk or the widget, which depends on nothing: ready and alive are one. */
export function appObjects(name: "desk" | "widget"): KubernetesObject[] {
  const http = name === "desk" ? PORTS_BESIDE.DESK_PORT : PORTS_BESIDE.WIDGET_PORT;
  return workloadObjects({
    ...{ name, ports: { http }, livenessPath: "/readyz", memoryMiB: APP_MEMORY_MIB, hasSecrets: false },
  });
}

function workloadObjects(workload: Workload): KubernetesObject[] {
  const { name, ports } = workload;
  const service = {
    ...{ apiVersion: "v1", kind: "Service", metadata: metadataOf(name) },
    spec: {
      selector: selectorOf(name),
      ports: Object.entries(ports).map(([port, number]) => ({ name: port, port: number, targetPort: port })),
    },
  };
  const budget = {
    ...{ apiVersion: "policy/v1", kind: "PodDisruptionBudget", metadata: metadataOf(name) },
    spec: { maxUnavailable: 1, selector: { matchLabels: selectorOf(name) } },
  };
  return [serviceAccount(name), service, deployment(workload), budget];
}

function deployment({ name, ports, livenessPath, memoryMiB, hasSecrets }: Workload): KubernetesObject {
  const alive = { httpGet: { path: livenessPath, port: "http" } };
  const container = containerOf({
    ...{ image: name, memoryMiB, hasSecrets },
    own: {
      envFrom: [{ configMapRef: { name } }],
      ports: Object.entries(ports).map(([port, number]) => ({ name: port, containerPort: number })),
      startupProbe: { ...alive, periodSeconds: 2, failureThreshold: 60 },
      livenessProbe: { ...alive, periodSeconds: 15, timeoutSeconds: 5, failureThreshold: 3 },
      readinessProbe: { httpGet: READINESS, periodSeconds: 5, timeoutSeconds: 3, failureThreshold: 2 },
      lifecycle: { preStop: { sleep: { seconds: PRE_STOP_SECONDS } } },
    },
  });
  return {
    ...{ apiVersion: "apps/v1", kind: "Deployment", metadata: metadataOf(name) },
    spec: {
      replicas: REPLICAS,
      revisionHistoryLimit: 5,
      minReadySeconds: 5,
      strategy: { type: "RollingUpdate", rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } },
      selector: { matchLabels: selectorOf(name) },
      template: {
        metadata: { labels: labelsOf(name) },
        spec: podOf(name, hasSecrets, {
          terminationGracePeriodSeconds: TERMINATION_SECONDS,
          topologySpreadConstraints: ["kubernetes.io/hostname", "topology.kubernetes.io/zone"].map((key) => ({
            ...{ maxSkew: 1, topologyKey: key, whenUnsatisfiable: "ScheduleAnyway" },
            labelSelector: { matchLabels: selectorOf(name) },
          })),
          containers: [container],
        }),
      },
    },
  };
}
