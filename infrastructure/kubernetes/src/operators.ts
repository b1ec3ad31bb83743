import { SERVICE_NAMES } from "@chorus/contracts/services";
import { type KubernetesObject, metadataOf, selectorOf } from "./common.ts";

/** For the Prometheus operator: one for each service, on the port that no proxy knows. */
export function serviceMonitors(): KubernetesObject[] {
  return SERVICE_NAMES.map((name) => ({
    ...{ apiVersion: "monitoring.coreos.com/v1", kind: "ServiceMonitor", metadata: metadataOf(name) },
    spec: {
      selector: { matchLabels: selectorOf(name) },
      endpoints: [{ port: "admin", path: "/metrics", interval: "15s" }],
    },
  }));
}

/** For the External Secrets operator: an entry `chorus/<service>` of the manager becomes the Secret that the pods mount. */
export function externalSecrets(): KubernetesObject[] {
  return [...SERVICE_NAMES, "migrate"].map((name) => ({
    ...{ apiVersion: "external-secrets.io/v1", kind: "ExternalSecret", metadata: metadataOf(`chorus-${name}`) },
    spec: {
      refreshInterval: "1h",
      secretStoreRef: { kind: "ClusterSecretStore", name: "chorus" },
      target: { name: `chorus-${name}`, creationPolicy: "Owner" },
      dataFrom: [{ extract: { key: `chorus/${name}` } }],
    },
  }));
}
