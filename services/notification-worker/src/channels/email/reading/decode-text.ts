import iconv from "iconv-lite";
import { SHIFTED, unshifted } from "./shifted-text.ts";
import { lenientUtf8 } from "./lenient-utf8.ts";

/**
 * Bytes 0x80 to 0x9f of windows-1252. Node decodes that charset, and by the WHATWG standard also iso-8859-1 and us-ascii,
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
/** Carries no information: old programs put it on any text; the last two name no charset. */
const UNSPECIFIC_CHARSETS = new Set([
  ...["", "us-ascii", "ascii", "ansi_x3.4-1968", "unknown-8bit", "binary"],
  ...["base64", "hex"],
]);
/** ISO-2022-JP switches its character set with these; other text has no escape characters. */
const JAPANESE_ESCAPES = ["$@", "$B", "(I", "(J"].map((set) => `\u001B${set}`);
/** For each byte that is no UTF-8. */
const LEAST_SEQUENCES = 2;
const META_CHARSET = /<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{1,40})/i;
const META_WITHIN_BYTES = 2048;

/** Decodes text by its declared charset; for an unknown or missing one it is detected, else windows-1252. */
export function decodeText(bytes: Uint8Array, label: string | undefined, isHtml = false): string {
  const latin = () => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
  const declared = label?.trim().toLowerCase() ?? "";
  const charset = UNSPECIFIC_CHARSETS.has(declared) && isHtml ? charsetOfHtml(bytes) : declared;
  const shifted = SHIFTED.get(charset);
  if (shifted) return unshifted(bytes, shifted);
  const decoder = UNSPECIFIC_CHARSETS.has(charset) ? null : decoderOf(charset);
  if (decoder === null) return readable(decodeUnusual(bytes, charset) ?? guess(bytes, latin));
  // Old programs declare their usual charset for bytes of another; other text is hardly ever valid UTF-8 by chance.
  if (decoder.encoding === "windows-1252") return readable(mostlyUtf8(bytes) ?? latin());
  if (decoder.encoding === "utf-16le" && isBigEndian(bytes)) return new TextDecoder("utf-16be").decode(bytes);
  const isUtf8 = decoder.encoding === "utf-8";
  return readable(isUtf8 ? (utf8Of(bytes) ?? lenientUtf8(bytes).text) : decoder.decode(bytes));
}

/** After any decoder: the control characters that stand for characters of windows-1252 become those. */
export function readable(text: string): string {
  return text.replaceAll(C1, (control) => WINDOWS_1252[control.charCodeAt(0) - FIRST_C1] ?? control);
}

/** Removes control characters other than line breaks and tabs, and broken Unicode. */
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

/** UTF-7, code pages of DOS, of the Mac and of IBM: charsets of old programs that the runtime does not know. */
function decodeUnusual(bytes: Uint8Array, charset: string): string | null {
  const isKnown = !UNSPECIFIC_CHARSETS.has(charset) && /^[a-z]/.test(charset) && iconv.encodingExists(charset);
  if (!isKnown) return null;
  return iconv.decode(bytes, charset);
}

function guess(bytes: Uint8Array, latin: () => string): string {
  const text = latin();
  if (JAPANESE_ESCAPES.some((escape) => text.includes(escape))) return new TextDecoder("iso-2022-jp").decode(bytes);
  const shifted = [...SHIFTED.values()].find(({ begins }) => begins !== null && text.includes(begins));
  if (shifted) return unshifted(bytes, shifted);
  if (text.startsWith("\u00FF\u00FE")) return new TextDecoder("utf-16le").decode(bytes);
  if (isBigEndian(bytes)) return new TextDecoder("utf-16be").decode(bytes);
  return mostlyUtf8(bytes) ?? text;
}

/** A few bytes of another charset, as a program's own currency signs, do not make the others one. */
function mostlyUtf8(bytes: Uint8Array): string | null {
  const valid = utf8Of(bytes);
  if (valid !== null) return valid;
  const { text, sequences, strays } = lenientUtf8(bytes);
  return sequences >= LEAST_SEQUENCES * strays ? text : null;
}

/** @returns null for bytes that are not UTF-8 */
function utf8Of(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

/** By its byte order mark, whatever the label. */
function isBigEndian(bytes: Uint8Array): boolean {
  return bytes[0] === 0xfe && bytes[1] === 0xff;
}

function charsetOfHtml(bytes: Uint8Array): string {
  const head = Buffer.from(bytes.subarray(0, META_WITHIN_BYTES)).toString("latin1");
  return META_CHARSET.exec(head)?.[1]?.toLowerCase() ?? "";
}
