import type { ClientFrame } from "@chorus/contracts/frames/client-frame";
import type { ServerFrame } from "@chorus/contracts/frames/server-frame";

export function encodeFrame(frame: ClientFrame): string {
  return JSON.stringify(frame);
}

/**
 * A frame of the gateway, or null for anything else. Only the envelope is checked: the gateway made the frame from the same
 * contract, and a schema library would be the largest part of the widget. Unknown types pass; they have no listener.
 */
export function decodeFrame(data: unknown): ServerFrame | null {
  if (typeof data !== "string") return null;
  try {
    const frame: unknown = JSON.parse(data);
    const hasType = typeof frame === "object" && frame !== null && "type" in frame && typeof frame.type === "string";
    return hasType ? (frame as ServerFrame) : null;
  } catch {
    return null;
  }
}
