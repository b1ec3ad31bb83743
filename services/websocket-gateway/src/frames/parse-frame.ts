import { ClientFrame } from "@chorus/contracts/frames/client-frame";
import { RequestRef } from "@chorus/contracts/ids";
import { LIMITS } from "@chorus/contracts/limits";
import { parse } from "@chorus/http/validation";
import { AppError } from "@chorus/kernel/app-error";

export type JsonObject = Record<string, unknown>;

/** A JSON object of at most 8 levels, or null, which is a protocol error. */
export function parseObject(text: string): JsonObject | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) return null;
  return isDeeperThan(value, LIMITS.jsonDepth) ? null : (value as JsonObject);
}

/** The object itself is the first level. Stops at the limit, so that deep nesting costs nothing. */
function isDeeperThan(value: unknown, levels: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (levels === 0) return true;
  for (const part of Object.values(value)) if (isDeeperThan(part, levels - 1)) return true;
  return false;
}

/** The request's own id, if it has a valid one. */
export function idOf(object: JsonObject): string | undefined {
  const id = RequestRef.safeParse(object["id"]);
  return id.success ? id.data : undefined;
}

/** @throws AppError `invalid_frame` that names what is wrong */
export function parseFrame(object: JsonObject): ClientFrame {
  const parsed = parse(ClientFrame, object);
  if (!parsed.errors) return parsed.data;
  const { errors } = parsed;
  const [first] = errors;
  throw new AppError("invalid_frame", {
    detail: first ? `${first.path || "frame"}: ${first.message}` : "The frame is not valid.",
    errors,
  });
}
