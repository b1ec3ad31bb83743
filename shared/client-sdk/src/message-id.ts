let lastMs = 0;
let next = 0;

/**
 * A UUIDv7 (RFC 9562), larger than every one made before on this page, so that the order of ids is the order of writing. Also
 * where `crypto.randomUUID` is missing: pages without https.
 */
export function newMessageId(nowMs: number = Date.now()): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const view = new DataView(bytes.buffer);
  // Twelve bits after the time count within a millisecond, from a random half; beyond them the next one is borrowed.
  next = nowMs > lastMs ? view.getUint16(6) & 0x7_ff : next + 1;
  if (nowMs > lastMs) lastMs = nowMs;
  if (next > 0xf_ff) {
    lastMs += 1;
    next = 0;
  }
  view.setUint32(0, Math.floor(lastMs / 2 ** 16));
  view.setUint16(4, lastMs % 2 ** 16);
  view.setUint16(6, 0x70_00 | next);
  view.setUint8(8, 0x80 | (view.getUint8(8) & 0x3f));
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
