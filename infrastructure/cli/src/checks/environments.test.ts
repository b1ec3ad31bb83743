import path from "node:path";
import { SERVICE_NAMES, type ServiceName } from "@chorus/contracts/services";
import { ENVIRONMENTS } from "@chorus/environments/all-environments";
import { type PlatformEnvironment, SECRETS_FOLDER, variablesOf } from "@chorus/environments/platform-environment";
import { isSecret, SECRET_VARIABLES } from "@chorus/containers/secrets";
import { readEnv } from "@chorus/kernel/config";
import { repositoryRoot } from "@chorus/servers/paths";
import { expect, test } from "vitest";
import type { z } from "zod";
import { serviceVariables } from "./environment-example.ts";

const known = await serviceVariables();
const random = (name: string) => `${name}-8f3kZq0WmT5bYx1LdN7uRc2VhJ9sPg4A`;
const ADDRESSES: Record<string, string> = {
  DATABASE_URL: `postgres://chorus:${random("p")}@postgres.example.com:5432/chorus`,
  REDIS_URL: `redis://:${random("r")}@redis.example.com:6379`,
  SMTP_URL: "smtps://chorus:password@mail.example.com:465",
};
const PUBLISHED: Record<string, string> = {
  INTERNAL_SECRET: "development-internal-secret-change-me",
  CHORUS_SECRET: "development-chorus-secret-change-me-too",
  LINK_SECRET: "development-link-secret-to-change-as-well",
  CHORUS_OPERATOR_KEY: "dev-operator-key",
};

/** As a pod has it, with a value in the place of each file. */
function environmentOf(service: ServiceName, environment: PlatformEnvironment, valueOf: (name: string) => string) {
  const given = Object.entries(variablesOf(service, known[service], environment));
  return Object.fromEntries(
    given.map(([key, value]) => {
      const name = key.replace(/_FILE$/, "");
      return name === key ? [key, value] : [name, valueOf(name)];
    }),
  );
}

async function start(service: ServiceName, variables: Record<string, string>) {
  const { environment, toConfig } = (await import(path.join(repositoryRoot, `services/${service}/src/config.ts`))) as {
    environment: z.ZodObject;
    toConfig: (read: unknown) => { isExposed: boolean };
  };
  return toConfig(readEnv(environment, variables));
}

const cases = ENVIRONMENTS.flatMap((environment) =>
  SERVICE_NAMES.map((service) => ({ service, environment, name: environment.name })),
);

test.each(cases)("$service takes its variables of $name, and knows each of them", async ({ service, environment }) => {
  const variables = environmentOf(service, environment, (name) => ADDRESSES[name] ?? random(name));
  expect(Object.keys(variables).filter((name) => !known[service].includes(name))).toEqual([]);
  expect((await start(service, variables)).isExposed).toBe(true);
});

test.each(cases)("$service refuses the published secrets in $name", async ({ service, environment }) => {
  const variables = environmentOf(service, environment, (name) => PUBLISHED[name] ?? ADDRESSES[name] ?? random(name));
  await expect(start(service, variables)).rejects.toThrow("INTERNAL_SECRET still has its published development value");
});

test.each(ENVIRONMENTS)("of $name nothing secret is written but the files that it comes from", (environment) => {
  for (const service of SERVICE_NAMES) {
    const names = Object.keys(environment.variables[service] ?? {});
    const variables = variablesOf(service, known[service], environment);
    expect([...names, ...Object.keys(variables)].filter(isSecret)).toEqual([]);
    const files = Object.entries(variables).filter(([name]) => name.endsWith("_FILE"));
    expect(files.map(([, file]) => file)).toEqual(
      files.map(([name]) => `${SECRETS_FOLDER}/${name.replace(/_FILE$/, "")}`),
    );
  }
});

test("every variable that sounds like a secret is one", () => {
  const names = new Set(SERVICE_NAMES.flatMap((service) => known[service]));
  const sounding = [...names].filter((name) => /_(?:SECRET|KEY|TOKEN|PASSWORD)$/.test(name));
  expect(sounding.filter((name) => !isSecret(name))).toEqual(["VAPID_PUBLIC_KEY"]);
  expect(SECRET_VARIABLES.filter((name) => !names.has(name))).toEqual([]);
});
