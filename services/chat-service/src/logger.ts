import { createLogger, type Logger } from "@chorus/observability/logger";
import type { ChatConfig } from "./config.ts";

/** The service's logger; parts take children of it: `logger.child({ part: "outbox" })`. */
export function chatLogger(config: ChatConfig): Logger {
  return createLogger({ service: "chat-service", ...config.log });
}
