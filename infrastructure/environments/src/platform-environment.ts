import { appVariables, fixedVariables, type Installation } from "@chorus/containers/service-variables";
import { PORTS_BESIDE, type ServiceName } from "@chorus/contracts/services";
import { FILE_SUFFIX } from "@chorus/kernel/config";
import { isSecret, type SecretName } from "@chorus/containers/secrets";

export type EnvironmentName = "development" | "staging" | "production";

/** What differs between installations; what is the same in all of them follows from the catalogue of services. */
export interface PlatformEnvironment {
  name: EnvironmentName;
  /** `chorus.example.com`; the desk and the widget are at desk. and widget. before it. */
  publicHost: string;
  /** Variables that are not at their default, by service. Secrets are never here. */
  variables: { readonly [Service in ServiceName]?: Readonly<Record<string, string>> };
  /** Secrets that a service is given beside those without which it does not start. */
  optionalSecrets: { readonly [Service in ServiceName]?: readonly SecretName[] };
}

/** Where secrets are mounted, each a file with the variable's name. */
export const SECRETS_FOLDER = "/run/secrets/chorus";

/** Stands where a secret's value would be; what is written to files has its `_FILE` variable instead. */
const FROM_FILE = "from a file";

function installationAt(publicHost: string): Installation {
  return {
    publicHost,
    databaseUrl: () => FROM_FILE,
    redisUrl: FROM_FILE,
    chromaUrl: `http://chroma:${PORTS_BESIDE.CHROMA_PORT}`,
    hostOf: (service) => service,
    secret: () => FROM_FILE,
  };
}

/** A service's variables in an environment, secrets as the files they come from. */
export function variablesOf(
  service: ServiceName,
  known: readonly string[],
  { publicHost, variables, optionalSecrets }: PlatformEnvironment,
): Record<string, string> {
  const fixed = fixedVariables(service, known, installationAt(publicHost));
  const given = { ...fixed, ...variables[service] };
  const secrets = [...Object.keys(given).filter(isSecret), ...(optionalSecrets[service] ?? [])];
  const plain = Object.entries(given).filter(([name]) => !isSecret(name));
  return Object.fromEntries([
    ...plain,
    ...secrets.map((name) => [name + FILE_SUFFIX, `${SECRETS_FOLDER}/${name}`] as const),
  ]);
}

/** The same for the servers of the desk and the widget, which have no secrets. */
export function appVariablesOf(app: "desk" | "widget", { publicHost }: PlatformEnvironment): Record<string, string> {
  return appVariables(app, installationAt(publicHost));
}
