import { PORTS_BESIDE } from "@chorus/contracts/services";
import { restConfig, restEnvironment } from "@chorus/http/rest-config";
import { ConfigError, list } from "@chorus/kernel/config";
import {
  LINK_SECRET,
  METRICS_TENANTS,
  NOTIFICATION_GRACE_SECONDS,
  PRESENCE_SERVICE_URL,
} from "@chorus/kernel/service-environment";
import { z } from "zod";

/** What notification-worker reads from the environment. */
export const environment = z.object({
  ...restEnvironment("notification-worker"),
  PRESENCE_SERVICE_URL,
  NOTIFICATION_GRACE_SECONDS,
  METRICS_TENANTS,
  NOTIFICATION_PUBLIC_URL: z
    .url()
    .default("http://127.0.0.1:8084")
    .describe("how people reach notification-worker: links to unsubscribe lead there"),
  NOTIFICATION_CONCURRENCY: z.coerce.number().int().min(1).max(100).default(10).describe("deliveries at once"),
  NOTIFICATION_TENANT_PER_HOUR: z.coerce
    .number()
    .int()
    .min(1)
    .default(20_000)
    .describe("notifications per tenant, channel and hour; what is above waits"),
  DATABASE_URL: z
    .string()
    .describe("Postgres, as the role of the service that the migration provisions (chorus_chat_service …)"),
  DATABASE_POOL_SIZE: z.coerce.number().int().min(2).max(100).default(16).describe("connections to Postgres"),
  LINK_SECRET,
  TWILIO_ACCOUNT_SID: z.string().default("").describe("the account that sends text messages; empty: none are sent"),
  TWILIO_AUTH_TOKEN: z.string().default("").describe("its secret, which also signs Twilio's callbacks"),
  TWILIO_FROM: z.string().default("").describe("the number text messages come from, +15005550006"),
  TWILIO_BASE_URL: z
    .url()
    .default("https://api.twilio.com")
    .describe("where Twilio's API is; development has a double"),
  VAPID_PUBLIC_KEY: z
    .string()
    .default("")
    .describe("what browsers subscribe to push messages with; empty: none are sent"),
  VAPID_PRIVATE_KEY: z
    .string()
    .default("")
    .describe("signs them; never change it: every browser would have to subscribe again"),
  VAPID_SUBJECT: z
    .string()
    .regex(/^(mailto:|https:\/\/)/)
    .default("mailto:operator@chorus.localhost")
    .describe("whom a push service writes to when something is wrong: mailto: or a page"),
  PUSH_HOSTS: list(
    "fcm.googleapis.com,*.push.services.mozilla.com,*.notify.windows.com,web.push.apple.com,*.push.apple.com",
  ).describe("push services that browsers may name, comma-separated; *. stands for any beginning"),
  PUSH_DOUBLE_URL: z
    .string()
    .default("")
    .describe("a push service on this machine, for development and tests; refused where others reach the service"),
  SMS_COUNTRIES: list("").describe("countries text messages may go to, comma-separated: US,DE; empty: none"),
  SMTP_URL: z
    .url({ protocol: /^smtps?$/ })
    .default(`smtp://127.0.0.1:${PORTS_BESIDE.MAILBOX_SMTP_PORT}`)
    .describe("where mails are handed over: smtp://user:password@host:port, or smtps://"),
  MAIL_FROM: z
    .email()
    .default("notifications@chorus.localhost")
    .describe("the sender's address; the name before it is the tenant's"),
  MAIL_REPLY_MAILBOX: z
    .union([z.literal(""), z.email().max(80)])
    .default("")
    .describe(
      "the box for answers by mail, reply@chorus.example: they come to reply+…@chorus.example; empty: none are taken",
    ),
  MAIL_CALLBACK_KEY: z
    .string()
    .default("")
    .describe("what the mail server sends as a bearer token to /callbacks/mail; at least 32 characters"),
  MAIL_TRUSTED_HOST: z
    .string()
    .max(255)
    .default("")
    .describe(
      "the mail server whose Authentication-Results are believed, as it calls itself there: mx.chorus.example; empty: the desk marks every answer by mail as not verified",
    ),
});

/** @throws ConfigError for what is not safe where others can reach it */
export function toConfig(env: z.output<typeof environment>) {
  const rest = restConfig("notification-worker", env, {
    secrets: { LINK_SECRET: env.LINK_SECRET, MAIL_CALLBACK_KEY: env.MAIL_CALLBACK_KEY },
    foreignSecrets: { TWILIO_AUTH_TOKEN: env.TWILIO_AUTH_TOKEN, VAPID_PRIVATE_KEY: env.VAPID_PRIVATE_KEY },
    origins: { NOTIFICATION_PUBLIC_URL: [env.NOTIFICATION_PUBLIC_URL] },
    receivers: { TWILIO_BASE_URL: env.TWILIO_BASE_URL },
    forDevelopment: { PUSH_DOUBLE_URL: env.PUSH_DOUBLE_URL },
  });
  if (env.MAIL_REPLY_MAILBOX !== "" && env.MAIL_CALLBACK_KEY === "")
    throw new ConfigError(
      "MAIL_CALLBACK_KEY is needed for answers by mail: set a random one of at least 32 characters",
    );
  return {
    ...rest,
    database: { url: env.DATABASE_URL, poolSize: env.DATABASE_POOL_SIZE },
    presenceServiceUrl: env.PRESENCE_SERVICE_URL,
    secrets: { links: env.LINK_SECRET },
    countedTenants: env.METRICS_TENANTS,
    graceMs: env.NOTIFICATION_GRACE_SECONDS * 1000,
    concurrency: env.NOTIFICATION_CONCURRENCY,
    perTenantAndHour: env.NOTIFICATION_TENANT_PER_HOUR,
    /** Null without an account: no text messages are sent. */
    sms:
      env.TWILIO_ACCOUNT_SID === ""
        ? null
        : {
            baseUrl: env.TWILIO_BASE_URL,
            accountSid: env.TWILIO_ACCOUNT_SID,
            authToken: env.TWILIO_AUTH_TOKEN,
            from: env.TWILIO_FROM,
            countries: env.SMS_COUNTRIES,
          },
    /** Null without keys: no push messages are sent. */
    push:
      env.VAPID_PUBLIC_KEY === ""
        ? null
        : {
            publicKey: env.VAPID_PUBLIC_KEY,
            privateKey: env.VAPID_PRIVATE_KEY,
            subject: env.VAPID_SUBJECT,
            hosts: env.PUSH_HOSTS,
            doubleOrigin: env.PUSH_DOUBLE_URL === "" ? null : new URL(env.PUSH_DOUBLE_URL).origin,
          },
    /** Null without a reply mailbox: mails have no reply address. */
    replies:
      env.MAIL_REPLY_MAILBOX === ""
        ? null
        : {
            mailbox: env.MAIL_REPLY_MAILBOX,
            key: env.MAIL_CALLBACK_KEY,
            /** Null: no sender counts as authenticated. */
            trustedHost: env.MAIL_TRUSTED_HOST === "" ? null : env.MAIL_TRUSTED_HOST,
          },
    email: { smtpUrl: env.SMTP_URL, from: env.MAIL_FROM },
    /** Base of links in mails that this service answers itself. */
    publicUrl: env.NOTIFICATION_PUBLIC_URL,
    /** Base of links to the desk. */
    deskUrl: env.DESK_ORIGINS[0] ?? "",
    /** The longest that work waits after a lost wake-up. */
    sweepEveryMs: 1_000,
  };
}
export type NotificationConfig = ReturnType<typeof toConfig>;
