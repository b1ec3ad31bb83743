import { createLogger, type Logger } from "@chorus/observability/logger";
import type { PresenceConfig } from "./config.ts";

export const SERVICE = "presence-service";

export function createPresenceLogger(config: PresenceConfig): Logger {
  return createLogger({ service: SERVICE, level: config.log.level, pretty: config.log.pretty });
}
