import { LIMITS } from "@chorus/contracts/limits";

/** What the protocol says becomes of a connection that sends this text: it stays, or the code it is closed with. */
export function fateOf(text: string): "stays" | number {
  const sizeBytes = Buffer.byteLength(text);
  if (sizeBytes > LIMITS.transportBytes) return 1006;
  if (sizeBytes > LIMITS.frameBytes) return 4505;
  const value = parsed(text);
  if (typeof value !== "object" || value === null || Array.isArray(value)) return 4502;
  return levelsOf(value) > LIMITS.jsonDepth ? 4502 : "stays";
}

/** Types that are answered only when they are refused. */
const SILENT_TYPES = new Set<unknown>(["receipt", "typing", "pong"]);

/** The id under which a text that keeps the connection must be answered, once; null when it need not be. */
export function idToAnswer(text: string): string | null {
  const { id, type } = parsed(text) as { id?: unknown; type?: unknown };
  if (typeof id !== "string" || id.length < 1 || id.length > 64 || SILENT_TYPES.has(type)) return null;
  // What is no text cannot come back as it was: such a frame is answered without an id.
  return /\0|\p{Surrogate}/u.test(id) ? null : id;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function levelsOf(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(levelsOf));
}
