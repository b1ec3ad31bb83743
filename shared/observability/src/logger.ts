import { pino, stdSerializers, type DestinationStream, type Logger, type LoggerOptions as PinoOptions } from "pino";

export type { Logger } from "pino";

export interface LoggerOptions {
  service: string;
  level: string;
  /** Readable lines for a terminal instead of JSON. */
  pretty: boolean;
  /** Where the lines go instead of stdout. */
  destination?: DestinationStream;
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
export function createLogger({ service, level, pretty, destination }: LoggerOptions): Logger {
  const options: PinoOptions = {
    level,
    base: { service },
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: withoutRows },
    redact: { paths: REDACTED, censor: "[redacted]" },
    formatters: { level: (label) => ({ level: label }) },
  };
  if (destination) return pino(options, destination);
  return pino(
    pretty
      ? { ...options, transport: { target: "pino-pretty", options: { ignore: "pid,hostname,service" } } }
      : options,
  );
}

/** Postgres quotes the row that it refuses, with every text in it. */
const QUOTING = ["detail", "where", "hint", "internalQuery"];

function withoutRows(error: Error): object {
  const told: object = stdSerializers.err(error);
  if (!("severity" in told)) return told;
  return Object.fromEntries(
    Object.keys(told).map((key) => [key, QUOTING.includes(key) ? "[redacted]" : Reflect.get(told, key)]),
  );
}
