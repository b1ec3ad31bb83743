import { stripeAccount } from "@chorus/doubles/development-accounts";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { defaultAdminPort, SERVICE_NAMES, SERVICES, type ServiceName } from "@chorus/contracts/services";
import { readEnv } from "@chorus/kernel/config";
import { expect, test } from "vitest";
import type { z } from "zod";

interface ConfigModule {
  environment: z.ZodObject;
  toConfig: (env: unknown) => { adminPort: number | null; isExposed?: boolean };
}

async function configOf(service: ServiceName, variables: Record<string, string>) {
  const file = path.join(import.meta.dirname, "../services", service, "src/config.ts");
  const { environment, toConfig } = (await import(pathToFileURL(file).href)) as ConfigModule;
  return toConfig(readEnv(environment, { ...LOCAL, ...variables }));
}

const random = (seed: string) => `${seed}-8f3kZq0WmT5bYx1LdN7uRc2VhJ9sPg4A`;
const RANDOM_SECRETS = {
  INTERNAL_SECRET: random("internal"),
  CHORUS_SECRET: random("chorus"),
  LINK_SECRET: random("link"),
  CHORUS_OPERATOR_KEY: random("operator"),
};
const LOCAL = { DATABASE_URL: "postgres://chorus:chorus-service@127.0.0.1/chorus", REDIS_URL: "redis://127.0.0.1" };

const everyService = SERVICE_NAMES.map((service) => [service, `${SERVICES[service].prefix}_HOST`] as const);

test.each(everyService)("%s asks for nothing while only this machine reaches it", async (service, host) => {
  for (const address of ["127.0.0.1", "localhost", "::1"])
    expect(await configOf(service, { [host]: address })).toMatchObject({ adminPort: null });
});

test.each(everyService)(
  "%s without NODE_ENV is as safe as in production when others reach it",
  async (service, host) => {
    const ways = [{ NODE_ENV: "production" }, { [host]: "0.0.0.0" }, { DESK_ORIGINS: "https://desk.example" }];
    for (const way of ways) {
      const start = (more: Record<string, string> = {}) => configOf(service, { ...way, ...more });
      await expect(start()).rejects.toThrow(/^INTERNAL_SECRET still has its published development value/m);
      expect(await start(RANDOM_SECRETS)).toMatchObject({ adminPort: defaultAdminPort(service), isExposed: true });
      const unsafe = { ...RANDOM_SECRETS, WIDGET_ORIGINS: "http://shop.example" };
      await expect(start(unsafe)).rejects.toThrow(/^WIDGET_ORIGINS: .* must begin with https/m);
      const openRedis = { ...RANDOM_SECRETS, REDIS_URL: "redis://redis.far:6379" };
      await expect(start(openRedis)).rejects.toThrow(/^REDIS_URL has no password/m);
    }
  },
);

/** Every address that a service's own code gives keys or messages. */
const RECEIVERS = [
  ["notification-worker", "TWILIO_BASE_URL", { TWILIO_ACCOUNT_SID: "AC1", TWILIO_AUTH_TOKEN: "token" }],
  ["commerce", "COMMERCE_STRIPE_URL", { COMMERCE_STRIPE_KEY: "key", COMMERCE_STRIPE_WEBHOOK_SECRET: "secret" }],
  ["summary-engine", "SUMMARY_OPENAI_URL", { SUMMARY_OPENAI_KEY: "key" }],
  ["summary-engine", "SUMMARY_ANTHROPIC_URL", { SUMMARY_ANTHROPIC_KEY: "key" }],
  ["summary-engine", "SUMMARY_OLLAMA_URL", {}],
  [
    "summary-engine",
    "SUMMARY_EMBEDDING_URL",
    {
      SUMMARY_EMBEDDING_PROVIDER: "openai",
      SUMMARY_EMBEDDING_MODEL: "some",
      SUMMARY_EMBEDDING_DIMENSIONS: "8",
    },
  ],
] as const;

test.each(RECEIVERS)("%s: %s has TLS unless it is on this machine", async (service, variable, more) => {
  const start = (url: string) =>
    configOf(service, { NODE_ENV: "production", ...RANDOM_SECRETS, ...more, [variable]: url });
  await expect(start("http://models.far/v1")).rejects.toThrow(new RegExp(`^${variable} must begin with https`, "m"));
  await start("https://models.far/v1");
  await start("http://127.0.0.1:11434/v1");
});

test("what is for development and tests is refused where others reach the service", async () => {
  await expect(
    configOf("chat-service", { ...RANDOM_SECRETS, CHAT_HOST: "0.0.0.0", CHORUS_FAILPOINTS: "committed=kill@1" }),
  ).rejects.toThrow(/^CHORUS_FAILPOINTS/m);
  await expect(
    configOf("commerce", { ...RANDOM_SECRETS, COMMERCE_HOST: "0.0.0.0", CHORUS_FAILPOINTS: "called=kill@1" }),
  ).rejects.toThrow(/^CHORUS_FAILPOINTS/m);
  await expect(
    configOf("notification-worker", {
      ...RANDOM_SECRETS,
      NOTIFICATION_HOST: "0.0.0.0",
      PUSH_DOUBLE_URL: "http://127.0.0.1:8026",
    }),
  ).rejects.toThrow(/^PUSH_DOUBLE_URL/m);
});

test("card payment: its published key and secret are for this machine alone, and a key without a secret is no key", async () => {
  const published = {
    COMMERCE_STRIPE_KEY: stripeAccount.apiKey,
    COMMERCE_STRIPE_WEBHOOK_SECRET: stripeAccount.webhookSecret,
  };
  expect(await configOf("commerce", published)).toMatchObject({ stripe: stripeAccount });
  const exposed = { ...RANDOM_SECRETS, ...published, COMMERCE_HOST: "0.0.0.0" };
  for (const name of ["COMMERCE_STRIPE_KEY", "COMMERCE_STRIPE_WEBHOOK_SECRET"])
    await expect(configOf("commerce", exposed)).rejects.toThrow(
      new RegExp(`^${name} still has its published development value`, "m"),
    );
  await expect(configOf("commerce", { COMMERCE_STRIPE_KEY: "sk_live" })).rejects.toThrow(
    /^COMMERCE_STRIPE_WEBHOOK_SECRET/m,
  );
  expect(await configOf("commerce", {})).toMatchObject({ stripe: null });
});
