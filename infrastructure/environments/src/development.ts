import type { PlatformEnvironment } from "./platform-environment.ts";

/** A cluster of one's own: secrets are as strict as in production, because others may reach it. */
export const development: PlatformEnvironment = {
  name: "development",
  publicHost: "chorus.dev.example.com",
  variables: {
    "chat-service": { LOG_LEVEL: "debug", NOTIFICATION_GRACE_SECONDS: "10" },
    "presence-service": { LOG_LEVEL: "debug" },
    "summary-engine": { LOG_LEVEL: "debug" },
    "notification-worker": { LOG_LEVEL: "debug", NOTIFICATION_GRACE_SECONDS: "10" },
    assistant: { LOG_LEVEL: "debug" },
    "websocket-gateway": { LOG_LEVEL: "debug" },
  },
  optionalSecrets: {},
};
