import type { Yaml } from "@chorus/containers/yaml";
import { SECRETS_FOLDER } from "@chorus/environments/platform-environment";

/** An object of Kubernetes, as its API reads it. */
export type KubernetesObject = { readonly [key: string]: Yaml | undefined };

/** The container user of every image. */
const USER = 1000;
export const PART_OF = { "app.kubernetes.io/part-of": "chorus" };
export const selectorOf = (name: string) => ({ "app.kubernetes.io/name": name });
export const labelsOf = (name: string) => ({ ...selectorOf(name), ...PART_OF });
export const metadataOf = (name: string) => ({ name, labels: labelsOf(name) });

/** What the "restricted" profile of pod security demands, and a file system that cannot be written. */
export const POD_SECURITY = {
  runAsNonRoot: true,
  runAsUser: USER,
  runAsGroup: USER,
  fsGroup: USER,
  seccompProfile: { type: "RuntimeDefault" },
};
const CONTAINER_SECURITY = {
  allowPrivilegeEscalation: false,
  readOnlyRootFilesystem: true,
  capabilities: { drop: ["ALL"] },
};

interface ContainerOptions {
  /** The image's name below the repository, and the container's. */
  image: string;
  memoryMiB: { readonly request: number; readonly limit: number };
  /** Whether a Secret `chorus-<image>` is mounted. */
  hasSecrets: boolean;
  own: KubernetesObject;
}

/** Whoever needs the processor gets it in these proportions; without a limit nobody is throttled while others idle. */
const CPU_REQUEST = "100m";

export function containerOf({ image, memoryMiB, hasSecrets, own }: ContainerOptions): KubernetesObject {
  return {
    ...{ name: image, image: `chorus/${image}` },
    ...own,
    securityContext: CONTAINER_SECURITY,
    resources: {
      requests: { cpu: CPU_REQUEST, memory: `${memoryMiB.request}Mi` },
      limits: { memory: `${memoryMiB.limit}Mi` },
    },
    volumeMounts: [
      { name: "tmp", mountPath: "/tmp" },
      ...(hasSecrets ? [{ name: "secrets", mountPath: SECRETS_FOLDER, readOnly: true }] : []),
      ...((own["volumeMounts"] as KubernetesObject[] | undefined) ?? []),
    ],
  };
}

/** What every pod has; nothing in it speaks to Kubernetes' own API. */
export function podOf(name: string, hasSecrets: boolean, own: KubernetesObject): KubernetesObject {
  return {
    serviceAccountName: name,
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    securityContext: POD_SECURITY,
    ...own,
    volumes: [
      { name: "tmp", emptyDir: { sizeLimit: "256Mi" } },
      // The owner and the group may read them: octal 440.
      ...(hasSecrets ? [{ name: "secrets", secret: { secretName: `chorus-${name}`, defaultMode: 0o440 } }] : []),
    ],
  };
}

export function serviceAccount(name: string): KubernetesObject {
  return {
    ...{ apiVersion: "v1", kind: "ServiceAccount", metadata: metadataOf(name) },
    automountServiceAccountToken: false,
  };
}
