/** Variables whose values are never in a file of this repository, an image or a config map. Addresses are among them for their passwords. */
export const SECRET_VARIABLES = [
  "DATABASE_URL",
  "REDIS_URL",
  "INTERNAL_SECRET",
  "CHORUS_SECRET",
  "LINK_SECRET",
  "CHORUS_OPERATOR_KEY",
  "SMTP_URL",
  "MAIL_CALLBACK_KEY",
  "TWILIO_AUTH_TOKEN",
  "VAPID_PRIVATE_KEY",
  "COMMERCE_STRIPE_KEY",
  "COMMERCE_STRIPE_WEBHOOK_SECRET",
  "SUMMARY_EMBEDDING_KEY",
  "SUMMARY_OPENAI_KEY",
  "SUMMARY_ANTHROPIC_KEY",
] as const;

export type SecretName = (typeof SECRET_VARIABLES)[number];

/** What the migration alone has. */
export const MIGRATION_SECRETS = ["DATABASE_ADMIN_URL", "SERVICE_DATABASE_PASSWORD"] as const;

/** Without these a restored database is of little use: keys in it cannot be read, links and push subscriptions end. */
export const BACKED_UP_SECRETS = [
  ...(["CHORUS_SECRET", "LINK_SECRET", "INTERNAL_SECRET", "CHORUS_OPERATOR_KEY"] as const),
  ...(["VAPID_PUBLIC_KEY", "VAPID_PRIVATE_KEY"] as const),
] as const;

/** Those that a restored installation is given anew, and where from: a backup need not hold them. */
export const REPLACEABLE_SECRETS: Readonly<Record<string, string>> = {
  DATABASE_URL: "the restored database has other addresses, the migration sets its passwords",
  DATABASE_ADMIN_URL: "of the restored database",
  SERVICE_DATABASE_PASSWORD: "the migration sets it",
  REDIS_URL: "of a new Redis: it holds nothing that lasts",
  SMTP_URL: "a new password at the mail server",
  MAIL_CALLBACK_KEY: "changed at the mail server and here",
  TWILIO_AUTH_TOKEN: "in Twilio's console",
  COMMERCE_STRIPE_KEY: "in Stripe's dashboard",
  COMMERCE_STRIPE_WEBHOOK_SECRET: "in Stripe's dashboard, of the endpoint",
  SUMMARY_EMBEDDING_KEY: "at the provider",
  SUMMARY_OPENAI_KEY: "at the provider",
  SUMMARY_ANTHROPIC_KEY: "at the provider",
};

export function isSecret(variable: string): variable is SecretName {
  return (SECRET_VARIABLES as readonly string[]).includes(variable);
}
