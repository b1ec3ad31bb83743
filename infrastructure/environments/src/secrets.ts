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
  "SUMMARY_EMBEDDING_KEY",
  "SUMMARY_OPENAI_KEY",
  "SUMMARY_ANTHROPIC_KEY",
] as const;

export type SecretName = (typeof SECRET_VARIABLES)[number];

/** What the migration alone has. */
export const MIGRATION_SECRETS = ["DATABASE_ADMIN_URL", "SERVICE_DATABASE_PASSWORD"] as const;

export function isSecret(variable: string): variable is SecretName {
  return (SECRET_VARIABLES as readonly string[]).includes(variable);
}
