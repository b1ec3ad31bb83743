import type { PlatformEnvironment } from "./platform-environment.ts";

/** Replace the example's names by your own; push messages and texts need the secrets that are listed in docs/operations/secrets.md. */
export const production: PlatformEnvironment = {
  name: "production",
  publicHost: "chorus.example.com",
  variables: {
    "notification-worker": {
      MAIL_FROM: "notifications@chorus.example.com",
      MAIL_REPLY_MAILBOX: "reply@chorus.example.com",
      MAIL_TRUSTED_HOST: "mx.example.com",
    },
  },
  optionalSecrets: { "notification-worker": ["SMTP_URL", "MAIL_CALLBACK_KEY"] },
};
