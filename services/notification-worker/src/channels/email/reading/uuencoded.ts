const BEGIN = /^begin [0-7]{3,4} /m;
const ENCODING = /^\s*(?:x-)?uu(?:e|encode|code)\s*$/i;
const SIX_BITS = 0b11_1111;
const MAX_LENGTH = 45;

/** Whether a Content-Transfer-Encoding is the one of Unix before MIME. */
export function isUuencoding(encoding: string): boolean {
  return ENCODING.test(encoding);
}

/** @returns null for what is not so encoded */
export function uudecoded(bytes: Uint8Array): Uint8Array | null {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
  const begin = BEGIN.exec(text);
  if (!begin) return null;
  const decoded = Buffer.allocUnsafe(text.length);
  let size = 0;
  for (const line of text.slice(begin.index).split(/\r?\n/).slice(1)) {
    if (line === "end") break;
    const length = valueAt(line, 0);
    if (length > MAX_LENGTH) return null;
    for (let at = 0; at < length; at += 1) decoded[size + at] = byteAt(line, at);
    size += length;
  }
  return decoded.subarray(0, size);
}

/** Three bytes are four characters. */
function byteAt(line: string, at: number): number {
  const place = 1 + 4 * Math.floor(at / 3) + (at % 3);
  const shift = 2 * (at % 3);
  return ((valueAt(line, place) << (shift + 2)) | (valueAt(line, place + 1) >> (4 - shift))) & 0xff;
}

/** A blank at the end may have been lost on the way: it is the value 0. */
function valueAt(line: string, at: number): number {
  return at < line.length ? (line.charCodeAt(at) - 32) & SIX_BITS : 0;
}
