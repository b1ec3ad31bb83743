import type { PlatformEnvironment } from "./platform-environment.ts";

/** As production, in small. */
export const staging: PlatformEnvironment = {
  name: "staging",
  publicHost: "chorus.staging.example.com",
  variables: {
    "notification-worker": {
      MAIL_FROM: "notifications@chorus.staging.example.com",
      MAIL_REPLY_MAILBOX: "reply@chorus.staging.example.com",
      MAIL_TRUSTED_HOST: "mx.staging.example.com",
    },
  },
  optionalSecrets: { "notification-worker": ["SMTP_URL", "MAIL_CALLBACK_KEY"] },
};
