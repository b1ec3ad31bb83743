const CONTINUES = 0b1100_0000;

/**
 * Reads UTF-8 in which single bytes are of windows-1252, as where a program puts its own text around another's: these become the
 * characters of their numbers, as after any decoder.
 */
export function lenientUtf8(bytes: Uint8Array): { text: string; sequences: number; strays: number } {
  const valid = Buffer.allocUnsafe(2 * bytes.length);
  let size = 0;
  let sequences = 0;
  let strays = 0;
  for (let at = 0; at < bytes.length;) {
    const length = lengthAt(bytes, at);
    if (length > 1) sequences += 1;
    if (length === 0) {
      const byte = bytes[at] ?? 0;
      strays += 1;
      valid[size] = CONTINUES | (byte >> 6);
      valid[size + 1] = 0x80 | (byte & 0b11_1111);
      size += 2;
    }
    for (let next = 0; next < length; next += 1) valid[size + next] = bytes[at + next] ?? 0;
    size += length;
    at += length || 1;
  }
  return { text: valid.toString("utf8", 0, size), sequences, strays };
}

/** The length of the sequence that begins here; 0 for none (RFC 3629, 4). */
function lengthAt(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0;
  if (first < 0x80) return 1;
  const length =
    first >= 0xc2 && first < 0xe0 ? 2 : first >= 0xe0 && first < 0xf0 ? 3 : first >= 0xf0 && first < 0xf5 ? 4 : 0;
  const second = bytes[at + 1] ?? 0;
  const isTooLong = (first === 0xe0 && second < 0xa0) || (first === 0xf0 && second < 0x90);
  const isNoCharacter = (first === 0xed && second > 0x9f) || (first === 0xf4 && second > 0x8f);
  if (isTooLong || isNoCharacter) return 0;
  for (let next = at + 1; next < at + length; next += 1) if (((bytes[next] ?? 0) & CONTINUES) !== 0x80) return 0;
  return length;
}
