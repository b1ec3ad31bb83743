/**
 * What the loader (in the shop's page) and the frame (in the widget's origin) say to each other by postMessage. Both check
 * the sender's window and exact origin first, and then the shape: the page may be anybody's.
 */
export type ToFrame = { chorus: 1; type: "opened" } | { chorus: 1; type: "closed" };

export type ToLoader =
  | { chorus: 1; type: "ready" }
  | { chorus: 1; type: "close" }
  | { chorus: 1; type: "unread"; count: number }
  | { chorus: 1; type: "accent"; colour: string };

const COLOUR = /^#[0-9a-f]{6}$/i;

export function isToFrame(data: unknown): data is ToFrame {
  return isEnvelope(data) && (data.type === "opened" || data.type === "closed");
}

export function isToLoader(data: unknown): data is ToLoader {
  if (!isEnvelope(data)) return false;
  if (data.type === "ready" || data.type === "close") return true;
  if (data.type === "unread") return Number.isInteger(data["count"]) && Number(data["count"]) >= 0;
  return data.type === "accent" && isColour(data["colour"]);
}

/** `#rrggbb`, and nothing else: it ends up in a style. */
export function isColour(value: unknown): value is string {
  return typeof value === "string" && COLOUR.test(value);
}

function isEnvelope(data: unknown): data is { chorus: 1; type: unknown; [field: string]: unknown } {
  return typeof data === "object" && data !== null && "chorus" in data && data.chorus === 1 && "type" in data;
}
