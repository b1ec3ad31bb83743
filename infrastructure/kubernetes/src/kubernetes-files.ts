import type { KnownVariables } from "@chorus/containers/compose/compose-file";
import { renderGatewayApiFile } from "@chorus/containers/proxies/gateway-api-file";
import { toYaml } from "@chorus/containers/yaml";
import { SERVICE_NAMES } from "@chorus/contracts/services";
import { ENVIRONMENTS } from "@chorus/environments/all-environments";
import { appVariablesOf, type PlatformEnvironment, variablesOf } from "@chorus/environments/platform-environment";
import { autoscaledNames, autoscalers } from "./autoscaling.ts";
import { chromaObjects } from "./chroma.ts";
import { type KubernetesObject, PART_OF } from "./common.ts";
import { gateway, hostPatches } from "./gateway.ts";
import { migrateObjects } from "./migrate-job.ts";
import { networkPolicies } from "./network-policies.ts";
import { externalSecrets, serviceMonitors } from "./operators.ts";
import { appObjects, serviceObjects } from "./workloads.ts";

const FOLDER = "infrastructure/kubernetes";
const HEADER = "# Made by `make generate` from the catalogue of services: infrastructure/kubernetes/src.\n";
const APPS = ["desk", "widget"] as const;
const PARTS = [...SERVICE_NAMES, ...APPS];
/** What the base says where an environment says nothing. */
const BASE: PlatformEnvironment = {
  ...{ name: "production", publicHost: "chorus.example.com", variables: {}, optionalSecrets: {} },
};

interface File {
  /** From the repository's root. */
  file: string;
  content: string;
}

/** The generated files of infrastructure/kubernetes; kustomization.yaml of overlays is written by hand. */
export function kubernetesFiles(known: KnownVariables, version: string): File[] {
  const base = [
    ...SERVICE_NAMES.map((name) => yamlFile(`base/${name}.yaml`, serviceObjects(name))),
    ...APPS.map((name) => yamlFile(`base/${name}.yaml`, appObjects(name))),
    yamlFile("base/migrate.yaml", migrateObjects(version)),
  ];
  const components = [
    ...component("network-policies", networkPolicies()),
    ...component("hpa", autoscalers(), [], countedByAutoscaler()),
    ...component("monitors", serviceMonitors()),
    ...component("external-secrets", externalSecrets()),
    ...component("chroma", chromaObjects()),
    ...component(
      "gateway-api",
      [gateway(BASE.publicHost)],
      [{ file: `${FOLDER}/components/gateway-api/routes.yaml`, content: renderGatewayApiFile() }],
    ),
  ];
  return [...base, baseKustomization(), ...configFiles("base/config", BASE, known), ...components, ...overlays(known)];
}

function baseKustomization(): File {
  return kustomization("base", {
    ...{ apiVersion: "kustomize.config.k8s.io/v1beta1", kind: "Kustomization" },
    resources: [...PARTS, "migrate"].map((name) => `${name}.yaml`),
    // Their names end with a hash of what is in them: a changed variable rolls the pods that read it, and no others.
    configMapGenerator: PARTS.map((name) => ({ name, envs: [`config/${name}.env`] })),
    generatorOptions: { labels: PART_OF },
  });
}

function component(
  name: string,
  objects: readonly KubernetesObject[],
  more: readonly File[] = [],
  patches?: readonly KubernetesObject[],
): File[] {
  const own = yamlFile(`components/${name}/${name}.yaml`, objects);
  const resources = [own, ...more].map(({ file }) => file.slice(file.lastIndexOf("/") + 1));
  return [
    own,
    ...more,
    kustomization(`components/${name}`, {
      ...{ apiVersion: "kustomize.config.k8s.io/v1alpha1", kind: "Component", resources, patches },
    }),
  ];
}

/** How many there are is the autoscaler's to say: applying the files again must not set it back. */
function countedByAutoscaler(): KubernetesObject[] {
  return autoscaledNames().map((name) => ({
    target: { kind: "Deployment", name },
    patch: "- op: remove\n  path: /spec/replicas",
  }));
}

/** What an environment's record says, as patches for its overlay: variables that differ from the base's, and names. */
function overlays(known: KnownVariables): File[] {
  return ENVIRONMENTS.flatMap((environment) => {
    const folder = `overlays/${environment.name}/generated`;
    const patches = hostPatches(environment.publicHost);
    const configs = configFiles(`${folder}/config`, environment, known);
    const merged = PARTS.map((name) => ({ name, behavior: "merge", envs: [`config/${name}.env`] }));
    return [
      ...configs,
      yamlFile(`${folder}/hosts.yaml`, patches),
      kustomization(folder, {
        ...{ apiVersion: "kustomize.config.k8s.io/v1alpha1", kind: "Component" },
        configMapGenerator: merged,
        patches: [{ path: "hosts.yaml" }],
      }),
    ];
  });
}

function configFiles(folder: string, environment: PlatformEnvironment, known: KnownVariables): File[] {
  const all = [
    ...SERVICE_NAMES.map((name) => [name, variablesOf(name, known[name], environment)] as const),
    ...APPS.map((name) => [name, appVariablesOf(name, environment)] as const),
  ];
  return all.map(([name, variables]) => ({
    file: `${FOLDER}/${folder}/${name}.env`,
    content: `${HEADER}${Object.entries(variables)
      .map(([key, value]) => `${key}=${value}\n`)
      .join("")}`,
  }));
}

function yamlFile(file: string, objects: readonly KubernetesObject[]): File {
  return { file: `${FOLDER}/${file}`, content: HEADER + objects.map((object) => `---\n${toYaml(object)}`).join("") };
}

function kustomization(folder: string, content: KubernetesObject): File {
  return { file: `${FOLDER}/${folder}/kustomization.yaml`, content: HEADER + toYaml(content) };
}
