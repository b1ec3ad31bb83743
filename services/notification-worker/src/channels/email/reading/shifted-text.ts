/** How text of seven bits says that the next characters are two bytes each. */
interface Shift {
  charset: "euc-kr" | "gbk";
  /** Names the character set, once; null when nothing does. */
  begins: string | null;
  on: string;
  off: string;
}

const HZ: Shift = { charset: "gbk", begins: null, on: "~{", off: "~}" };
/** Charsets of old mail programs in Korea and China that neither the runtime nor iconv-lite knows (RFC 1557, 1922, 1843). */
export const SHIFTED: ReadonlyMap<string, Shift> = new Map<string, Shift>([
  ["iso-2022-kr", { charset: "euc-kr", begins: "\u001B$)C", on: "\u000E", off: "\u000F" }],
  ["iso-2022-cn", { charset: "gbk", begins: "\u001B$)A", on: "\u000E", off: "\u000F" }],
  ["hz-gb-2312", HZ],
  ["hz", HZ],
]);
const LINE_FEED = 10;
const HIGH_BIT = 0x80;

/** The same text in eight bits, decoded. Two bytes never begin in one line and end in another. */
export function unshifted(bytes: Uint8Array, { charset, begins, on, off }: Shift): string {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
  const plain = Buffer.allocUnsafe(text.length);
  let size = 0;
  let isOn = false;
  for (let at = 0; at < text.length; at += 1) {
    if (text.startsWith(isOn ? off : on, at)) {
      at += on.length - 1;
      isOn = !isOn;
    } else if (begins !== null && text.startsWith(begins, at)) at += begins.length - 1;
    else if (begins === null && !isOn && /^~[~\n]/.test(text.slice(at, at + 2))) {
      if (text[at + 1] === "~") plain[size++] = text.charCodeAt(at);
      at += 1;
    } else {
      const code = text.charCodeAt(at);
      if (code === LINE_FEED) isOn = false;
      plain[size++] = isOn && code > 0x20 ? code | HIGH_BIT : code;
    }
  }
  return new TextDecoder(charset).decode(plain.subarray(0, size));
}
