import { createLogger, type Logger } from "@chorus/observability/logger";
import type { NotificationConfig } from "./config.ts";

export const SERVICE = "notification-worker";

export function createNotificationLogger(config: NotificationConfig): Logger {
  return createLogger({ service: SERVICE, level: config.log.level, pretty: config.log.pretty });
}
