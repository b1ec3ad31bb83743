/**
 * Encodes text for uWebSockets.js as bytes: its binaries for Node 24 send strings of characters up to U+00FF as Latin-1
 * (uNetworking/uWebSockets.js#1280), which breaks the frame.
 */
export function utf8(text: string | Uint8Array): Uint8Array {
  return typeof text === "string" ? Buffer.from(text, "utf8") : text;
}
