import { ConfigError } from "@chorus/kernel/config";
import { restConfig, restEnvironment } from "@chorus/http/rest-config";
import { z } from "zod";

/** What commerce reads from the environment. */
export const environment = z.object({
  ...restEnvironment("commerce"),
  DATABASE_URL: z
    .string()
    .describe("Postgres, as the role of the service that the migration provisions (chorus_chat_service …)"),
  COMMERCE_STRIPE_KEY: z.string().default("").describe("Stripe's secret key; empty: nobody pays by card"),
  COMMERCE_STRIPE_WEBHOOK_SECRET: z
    .string()
    .default("")
    .describe("signs what Stripe tells at /callbacks/stripe; needed with the key"),
  COMMERCE_STRIPE_URL: z
    .url({ protocol: /^https?$/ })
    .default("https://api.stripe.com")
    .describe("where Stripe's API is; development has a double"),
  CHORUS_FAILPOINTS: z
    .string()
    .default("")
    .describe("where fault tests make a service fail on purpose; refused where others reach it"),
  DATABASE_POOL_SIZE: z.coerce.number().int().min(2).max(100).default(16).describe("connections to Postgres"),
});

/** @throws ConfigError for what is not safe where others can reach it */
export function toConfig(env: z.output<typeof environment>) {
  const rest = restConfig("commerce", env, {
    foreignSecrets: {
      COMMERCE_STRIPE_KEY: env.COMMERCE_STRIPE_KEY,
      COMMERCE_STRIPE_WEBHOOK_SECRET: env.COMMERCE_STRIPE_WEBHOOK_SECRET,
    },
    receivers: { COMMERCE_STRIPE_URL: env.COMMERCE_STRIPE_URL },
    forDevelopment: { CHORUS_FAILPOINTS: env.CHORUS_FAILPOINTS },
  });
  if (env.COMMERCE_STRIPE_KEY !== "" && env.COMMERCE_STRIPE_WEBHOOK_SECRET === "")
    throw new ConfigError(
      "COMMERCE_STRIPE_WEBHOOK_SECRET is needed with COMMERCE_STRIPE_KEY: it is in Stripe's dashboard",
    );
  return {
    ...rest,
    /** Null without a key: nobody pays by card. */
    stripe:
      env.COMMERCE_STRIPE_KEY === ""
        ? null
        : {
            apiKey: env.COMMERCE_STRIPE_KEY,
            webhookSecret: env.COMMERCE_STRIPE_WEBHOOK_SECRET,
            url: env.COMMERCE_STRIPE_URL,
          },
    failpoints: env.CHORUS_FAILPOINTS,
    /** The longest that a saga waits after a lost wake-up. */
    sweepEveryMs: 1_000,
    database: { url: env.DATABASE_URL, poolSize: env.DATABASE_POOL_SIZE },
  };
}
export type CommerceConfig = ReturnType<typeof toConfig>;
