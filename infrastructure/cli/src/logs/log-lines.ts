import { inspect } from "node:util";

type LogLevel = "debug" | "info" | "warn" | "error";

export interface LogLine {
  level: LogLevel;
  text: string;
}

const HIDDEN_FIELDS = new Set(["level", "time", "msg", "service", "pid", "hostname"]);

/** Reads a line of a service's log: JSON of pino, or plain text (which is `info` unless it looks like an error). */
export function readLogLine(line: string): LogLine {
  const record = parseRecord(line);
  // Indented lines belong to the one before them, like a stack trace.
  if (!record) return { level: /^(?=\S).*?\b(\w*error|fatal|cannot)\b/i.test(line) ? "error" : "info", text: line };
  const fields = Object.entries(record)
    .filter(([name]) => !HIDDEN_FIELDS.has(name))
    .map(([name, value]) => `${name}=${show(value)}`);
  const time = typeof record["time"] === "string" ? `${record["time"].slice(11, 23)} ` : "";
  const message = typeof record["msg"] === "string" ? record["msg"] : "";
  return { level: levelOf(record["level"]), text: `${time}${[message, ...fields].filter(Boolean).join(" ")}` };
}

/** In one line; of an error only what it says, its stack is in the file. */
function show(value: unknown): string {
  if (typeof value === "string") return value;
  const isError = typeof value === "object" && value !== null && "stack" in value && "message" in value;
  return isError ? String(value.message) : inspect(value, { breakLength: Infinity });
}

function parseRecord(line: string): Record<string, unknown> | undefined {
  if (!line.startsWith("{")) return undefined;
  try {
    return JSON.parse(line) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}

function levelOf(level: unknown): LogLevel {
  if (level === "warn" || level === 40) return "warn";
  if (level === "error" || level === "fatal" || level === 50 || level === 60) return "error";
  return level === "debug" || level === "trace" || level === 20 || level === 10 ? "debug" : "info";
}
