import { createLogger, type Logger } from "@chorus/observability/logger";
import type { GatewayConfig } from "./config.ts";

export const SERVICE = "websocket-gateway";

export function createGatewayLogger(config: GatewayConfig): Logger {
  return createLogger({ service: SERVICE, level: config.log.level, pretty: config.log.pretty });
}
