import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

/**
 * Writes the schemas that `make verify-kubernetes` uses, for the kinds we use:
 * `node infrastructure/kubernetes/src/make-schemas.ts v1.36.3` (docs/operations/kubernetes.md says where it finds its sources).
 */
type Schema = Record<string, unknown>;

const KINDS = [
  ...["core.v1.ConfigMap", "core.v1.Namespace", "core.v1.Service", "core.v1.ServiceAccount", "apps.v1.Deployment"],
  ...["apps.v1.StatefulSet", "batch.v1.Job", "policy.v1.PodDisruptionBudget", "networking.v1.NetworkPolicy"],
  "autoscaling.v2.HorizontalPodAutoscaler",
];
const CUSTOM_RESOURCES = [
  "sigs.k8s.io/gateway-api@v1.3.0/config/crd/standard/gateway.networking.k8s.io_gateways.yaml",
  "sigs.k8s.io/gateway-api@v1.3.0/config/crd/standard/gateway.networking.k8s.io_httproutes.yaml",
  "github.com/prometheus-operator/prometheus-operator@v0.85.0/example/prometheus-operator-crd/monitoring.coreos.com_servicemonitors.yaml",
  "github.com/external-secrets/external-secrets@v0.19.2/config/crds/bases/external-secrets.io_externalsecrets.yaml",
];
const INT_OR_STRING = { type: ["integer", "string"] };
/** What quantities and the like are in YAML, where 1 is no text. */
const NUMBER_OR_STRING = { type: ["number", "string"] };
const SCALARS: Record<string, Schema> = {
  "io.k8s.apimachinery.pkg.util.intstr.IntOrString": INT_OR_STRING,
  "io.k8s.apimachinery.pkg.api.resource.Quantity": NUMBER_OR_STRING,
};

const modules = execFileSync("go", ["env", "GOMODCACHE"], { encoding: "utf8" }).trim();
const schemas = path.join(import.meta.dirname, "../schemas");

/** The same without descriptions, and strict: a field that nobody knows is a mistake. */
function strict(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(strict);
  if (typeof schema !== "object" || schema === null) return schema;
  const given = schema as Schema;
  if (given["x-kubernetes-int-or-string"] === true) return INT_OR_STRING;
  const kept = Object.entries(given).filter(([key, value]) => {
    const isText = key === "description" && typeof value === "string";
    return !isText && !key.startsWith("x-kubernetes-") && !["format", "default"].includes(key);
  });
  const result: Schema = Object.fromEntries(kept.map(([key, value]) => [key, strict(value)]));
  const isOpen = given["x-kubernetes-preserve-unknown-fields"] === true || "additionalProperties" in given;
  return "properties" in given && given["type"] !== undefined && !isOpen
    ? { ...result, additionalProperties: false }
    : result;
}

function writeSchema(folder: string, name: string, schema: unknown): void {
  mkdirSync(path.join(schemas, folder), { recursive: true });
  writeFileSync(path.join(schemas, folder, `${name}.json`), `${JSON.stringify(schema)}\n`);
}

function writeBuiltIn(version: string): void {
  const file = path.join(modules, `k8s.io/kubernetes@${version}/api/openapi-spec/swagger.json`);
  const { definitions } = JSON.parse(readFileSync(file, "utf8")) as { definitions: Record<string, Schema> };
  for (const kind of KINDS) {
    const used: Record<string, unknown> = {};
    const pending = [`io.k8s.api.${kind}`];
    for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
      if (name in used) continue;
      used[name] = SCALARS[name] ?? strict(definitions[name]);
      pending.push(
        ...[...JSON.stringify(used[name]).matchAll(/"#\/definitions\/([^"]+)"/g)].map(([, ref = ""]) => ref),
      );
    }
    const [group = "", apiVersion = "", name = ""] = kind.split(".");
    const suffix = group === "core" ? apiVersion : `${group}-${apiVersion}`;
    const whole = { $ref: `#/definitions/io.k8s.api.${kind}`, definitions: used };
    writeSchema(version, `${name.toLowerCase()}-${suffix}`, whole);
  }
}

interface CustomResource {
  spec: {
    group: string;
    names: { kind: string };
    versions: { name: string; schema: { openAPIV3Schema: { properties: Schema } } }[];
  };
}

function writeCustomResource(file: string): void {
  // kubectl reads YAML; --local asks no server.
  const args = ["label", "--local", "-o", "json", "-f", path.join(modules, file), "chorus=schema"];
  const { spec } = JSON.parse(
    execFileSync("kubectl", args, { encoding: "utf8", maxBuffer: 2 ** 26 }),
  ) as CustomResource;
  const version = spec.versions.find(({ name }) => name === "v1");
  if (!version) throw new Error(`${file} has no version v1`);
  const { openAPIV3Schema } = version.schema;
  const schema = {
    ...openAPIV3Schema,
    properties: { ...openAPIV3Schema.properties, metadata: { type: "object" } },
  };
  const group = spec.group.split(".")[0] ?? "";
  writeSchema("custom-resources", `${spec.names.kind.toLowerCase()}-${group}-v1`, strict(schema));
}

for (const version of process.argv.slice(2)) writeBuiltIn(version);
for (const file of CUSTOM_RESOURCES) writeCustomResource(file);
