import { CHROMA_HEALTH_PATH } from "@chorus/containers/image-parts";
import { PORTS_BESIDE } from "@chorus/contracts/services";
import {
  containerOf,
  type KubernetesObject,
  labelsOf,
  metadataOf,
  podOf,
  selectorOf,
  serviceAccount,
} from "./common.ts";

const CHROMA = "chroma";
const MEMORY_MIB = { request: 256, limit: 1024 };
const DISK = "10Gi";

/** The index for search by meaning. It is no database: `make reindex` makes it again from Postgres. */
export function chromaObjects(): KubernetesObject[] {
  const alive = { httpGet: { path: CHROMA_HEALTH_PATH, port: "http" } };
  const container = containerOf({
    ...{ image: CHROMA, memoryMiB: MEMORY_MIB, hasSecrets: false },
    own: {
      ports: [{ name: "http", containerPort: PORTS_BESIDE.CHROMA_PORT }],
      startupProbe: { ...alive, periodSeconds: 2, failureThreshold: 60 },
      livenessProbe: { ...alive, periodSeconds: 15, timeoutSeconds: 5, failureThreshold: 3 },
      readinessProbe: { ...alive, periodSeconds: 5, timeoutSeconds: 3, failureThreshold: 2 },
      volumeMounts: [{ name: "data", mountPath: "/data" }],
    },
  });
  const service = {
    ...{ apiVersion: "v1", kind: "Service", metadata: metadataOf(CHROMA) },
    spec: {
      selector: selectorOf(CHROMA),
      ports: [{ name: "http", port: PORTS_BESIDE.CHROMA_PORT, targetPort: "http" }],
    },
  };
  const set = {
    ...{ apiVersion: "apps/v1", kind: "StatefulSet", metadata: metadataOf(CHROMA) },
    spec: {
      replicas: 1,
      serviceName: CHROMA,
      selector: { matchLabels: selectorOf(CHROMA) },
      template: {
        metadata: { labels: labelsOf(CHROMA) },
        spec: podOf(CHROMA, false, { containers: [container] }),
      },
      volumeClaimTemplates: [
        {
          metadata: { name: "data" },
          spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: DISK } } },
        },
      ],
    },
  };
  return [serviceAccount(CHROMA), service, set];
}
