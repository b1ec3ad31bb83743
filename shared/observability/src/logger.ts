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

/** Fields that must never be logged, by explicit path, because wildcards cost half of the throughput. */
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

/** Postgres quotes the rejected row with all its texts in the error. */
const QUOTING = ["detail", "where", "hint", "internalQuery"];

function withoutRows(error: Error): object {
  const serialized: object = stdSerializers.err(error);
  if (!("severity" in serialized)) return serialized;
  return Object.fromEntries(
    Object.keys(serialized).map((key) => [key, QUOTING.includes(key) ? "[redacted]" : Reflect.get(serialized, key)]),
  );
}
