import { pino, type Logger } from "pino";

export type { Logger } from "pino";

export interface LoggerOptions {
  service: string;
  level: string;
  /** Readable lines for a terminal instead of JSON. */
  pretty: boolean;
}

/** What must never be in a log, by explicit path: wildcards cost half of the throughput. */
const REDACTED = [
  "token",
  "accessToken",
  "refreshToken",
  "deviceToken",
  "password",
  "authorization",
  "cookie",
  "body",
  "email",
];

/** JSON lines on stdout: no message bodies, tokens or addresses. */
export function createLogger(options: LoggerOptions): Logger {
  return pino({
    level: options.level,
    base: { service: options.service },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: REDACTED, censor: "[redacted]" },
    formatters: { level: (label) => ({ level: label }) },
    ...(options.pretty ? { transport: { target: "pino-pretty", options: { ignore: "pid,hostname,service" } } } : {}),
  });
}
