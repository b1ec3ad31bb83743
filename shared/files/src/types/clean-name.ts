import { cutText } from "@chorus/contracts/cut-text";
import { isBlank } from "@chorus/contracts/text";
import type { FileType } from "./file-types.ts";

/** In UTF-16 units. Most file systems take 255 bytes; a character of UTF-16 has at most 3 in UTF-8, and the extension is added. */
export const MAX_NAME_LENGTH = 80;
/** Only the end of a longer name is used, which has the extension. */
const MAX_GIVEN_LENGTH = 1_000;

/** They reverse how the rest is displayed: `gpj.exe` looks like `exe.jpg`. */
const BIDI_CONTROLS = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu;
const NOT_FOR_NAMES = /[\p{Cc}\p{Surrogate}\u2028\u2029\uFEFF]/gu;
/** Windows does not allow them; `/` and `\` were handled as path separators. */
const REPLACED = /[<>:"|?*]/g;
const RESERVED = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)/i;
const DOTS_AND_SPACES = /^[.\s]+|[.\s]+$/gu;

/**
 * A name that is valid on any file system: the last part of a path, without control characters and direction controls,
 * cut between characters, and with an extension of the detected type: `invoice.pdf.exe`, a PDF, becomes `invoice.pdf.exe.pdf`.
 */
export function cleanName(name: string, type: FileType): string {
  const last = name.slice(-MAX_GIVEN_LENGTH).split(/[/\\]/).at(-1)!;
  const plain = last
    .normalize("NFC")
    .replaceAll(NOT_FOR_NAMES, "")
    .replaceAll(BIDI_CONTROLS, "")
    .replaceAll(REPLACED, "_")
    .replaceAll(/\s+/gu, " ")
    .replace(/[.\s]+$/u, "");
  const [stem, extension] = splitExtension(plain, type);
  const trimmed = stem.replaceAll(DOTS_AND_SPACES, "");
  const cut = cutText(trimmed, MAX_NAME_LENGTH).replaceAll(DOTS_AND_SPACES, "");
  if (isBlank(cut)) return `file.${extension}`;
  return `${RESERVED.test(cut) ? "_" : ""}${cut}.${extension}`;
}

/** An extension that does not fit the type stays in the name, where it has no effect. */
function splitExtension(name: string, type: FileType): [string, string] {
  const dot = name.lastIndexOf(".");
  const extension = name.slice(dot + 1).toLowerCase();
  if (dot >= 0 && type.extensions.includes(extension)) return [name.slice(0, dot), extension];
  return [name, type.extensions[0]!];
}
