import { createLogger, type Logger } from "@chorus/observability/logger";
import type { SummaryConfig } from "./config.ts";

export const SERVICE = "summary-engine";

export function createSummaryLogger(config: SummaryConfig): Logger {
  return createLogger({ service: SERVICE, level: config.log.level, pretty: config.log.pretty });
}
