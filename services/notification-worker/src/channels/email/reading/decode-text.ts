/**
 * Bytes 0x80 to 0x9f of windows-1252. Node 20 to 24 decode that charset, and by the WHATWG standard also iso-8859-1 and us-ascii,
 * as latin-1, where these are control characters: currency signs, dashes and quotation marks would vanish.
 */
const WINDOWS_1252 = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ";
const C1 = /[\u0080-\u009F]/g;
const FIRST_C1 = 0x80;

/** Labels that the runtime does not know, of charsets that it does. */
const ALIASES: Readonly<Record<string, string>> = {
  cp932: "shift_jis",
  cp936: "gbk",
  "windows-936": "gbk",
  cp949: "euc-kr",
  uhc: "euc-kr",
  cp950: "big5",
  "iso-2022-jp-1": "iso-2022-jp",
  "iso-2022-jp-2": "iso-2022-jp",
  "iso-2022-jp-ms": "iso-2022-jp",
  cp50220: "iso-2022-jp",
  cp50221: "iso-2022-jp",
  cp51932: "euc-jp",
};
/** Says nothing: old programs put it on whatever they send. */
const SAYS_NOTHING = new Set(["", "us-ascii", "ascii", "ansi_x3.4-1968", "unknown-8bit", "binary"]);
/** ISO-2022-JP changes its character set with these, and other text has no escape characters. */
const JAPANESE_ESCAPES = ["$@", "$B", "(I", "(J"].map((set) => `\u001B${set}`);
const META_CHARSET = /<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{1,40})/i;
const META_WITHIN_BYTES = 2048;

/** Text in whatever charset it is said to have; an unknown or missing one is recognised, else it is windows-1252. */
export function decodeText(bytes: Uint8Array, label: string | undefined, isHtml = false): string {
  const latin = () => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
  const declared = label?.trim().toLowerCase() ?? "";
  const said = SAYS_NOTHING.has(declared) && isHtml ? charsetOfHtml(bytes) : declared;
  const decoder = SAYS_NOTHING.has(said) ? null : decoderOf(said);
  if (decoder === null) return readable(guess(bytes, latin));
  // Old programs name their usual charset over bytes of another; by chance hardly any text is valid UTF-8.
  if (decoder.encoding === "windows-1252") return readable(utf8Of(bytes) ?? latin());
  if (decoder.encoding === "utf-16le" && isBigEndian(bytes)) return new TextDecoder("utf-16be").decode(bytes);
  const text = decoder.decode(bytes);
  // Said to be UTF-8, but nothing in it is.
  const isBroken = decoder.encoding === "utf-8" && text.includes("\uFFFD") && !/[^\0-\u007F\uFFFD]/.test(text);
  return readable(isBroken ? latin() : text);
}

/** Whatever has decoded it: the control characters that stand for letters of windows-1252 become those. */
export function readable(text: string): string {
  return text.replaceAll(C1, (control) => WINDOWS_1252[control.charCodeAt(0) - FIRST_C1] ?? control);
}

/** Line breaks and tabs are text; other control characters and broken Unicode are not. */
export function withoutControls(text: string): string {
  return text.replaceAll(/[^\P{Cc}\n\r\t]|\p{Surrogate}/gu, "");
}

function decoderOf(label: string): InstanceType<typeof TextDecoder> | null {
  try {
    return new TextDecoder(ALIASES[label.replace(/^x-/, "")] ?? label);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function guess(bytes: Uint8Array, latin: () => string): string {
  const text = latin();
  if (JAPANESE_ESCAPES.some((escape) => text.includes(escape))) return new TextDecoder("iso-2022-jp").decode(bytes);
  if (text.startsWith("\u00FF\u00FE")) return new TextDecoder("utf-16le").decode(bytes);
  if (isBigEndian(bytes)) return new TextDecoder("utf-16be").decode(bytes);
  return utf8Of(bytes) ?? text;
}

/** @returns null for bytes that are no UTF-8 */
function utf8Of(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

/** Its byte order mark says so, whatever the label. */
function isBigEndian(bytes: Uint8Array): boolean {
  return bytes[0] === 0xfe && bytes[1] === 0xff;
}

function charsetOfHtml(bytes: Uint8Array): string {
  const head = Buffer.from(bytes.subarray(0, META_WITHIN_BYTES)).toString("latin1");
  return META_CHARSET.exec(head)?.[1]?.toLowerCase() ?? "";
}
