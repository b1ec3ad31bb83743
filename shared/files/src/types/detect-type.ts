import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { AppError } from "@chorus/kernel/app-error";
import { fileTypeFromBuffer } from "file-type";
import { FILE_TYPES, findType, type FileKind, type FileType } from "./file-types.ts";

/** Enough for every signature, and for the first entries of an office document. */
const HEAD_BYTES = 64 * 1024;
/** The end of a zip's directory is within its last 22 bytes and a comment of at most 65,535. */
const TAIL_BYTES = 22 + 65_535;
const END_OF_ZIP = Buffer.from("PK\x05\x06", "latin1");
const READ_BYTES = 64 * 1024;
/** Types that file-type names differently. */
const NAMES: Record<string, string> = {
  "image/apng": "image/png",
  "audio/x-m4a": "audio/mp4",
  "audio/opus": "audio/ogg",
};
const STARTS_AS_MARKUP = /^<(?:!doctype|html|head|body|script|svg|iframe|[a-z]{1,20}:svg)\b/i;
const STARTS_AS_XML = /^\s*<\?xml\b/i;

/**
 * The type of the bytes, whatever their name says. Text has no signature: it is UTF-8 without control characters, and
 * its declared type is used, except for markup, which is recognised by its beginning.
 * @throws AppError `unsupported_media_type` for a type that is not accepted, and when the bytes are of another kind than declared
 */
export async function detectType(
  path: string,
  options: { declared: string; accepted: readonly FileKind[] },
): Promise<FileType> {
  const { head, tail } = await readEnds(path);
  if (head.length === 0) throw refused("The file is empty.");
  const type = (await detectBinary(head)) ?? (await detectText(path, head, options.declared));
  if (!type || !options.accepted.includes(type.kind)) throw refused("Files of this type are not accepted.");
  requireSameKind(type, options.declared);
  const heard = asHeard(type, options.declared);
  if (!options.accepted.includes("archive") && isAlsoZip(type, tail))
    throw refused("The file has an archive appended to it.");
  return heard;
}

async function detectBinary(head: Buffer): Promise<FileType | null> {
  const found = await fileTypeFromBuffer(head);
  if (!found) return null;
  // XML is text; whether it may be shown is decided by its content.
  if (found.mime === "application/xml" || found.mime === "image/svg+xml") return null;
  const name = NAMES[found.mime] ?? found.mime.split(";", 1)[0]!;
  const type = FILE_TYPES.find(({ mediaType }) => mediaType === name);
  if (!type) throw refused("Files of this type are not accepted.");
  return type;
}

async function detectText(path: string, head: Buffer, declared: string): Promise<FileType | null> {
  if (!(await isText(path))) return null;
  const start = head.toString("utf8").replace(/^\uFEFF/, "");
  const declaredType = findType(declared);
  if (STARTS_AS_MARKUP.test(withoutProlog(start)) || declaredType?.kind === "markup") {
    const isSvg = /<(?:[a-z]+:)?svg\b/i.test(start) && !/<html\b/i.test(start);
    return findType(isSvg ? "image/svg+xml" : "text/html")!;
  }
  if (STARTS_AS_XML.test(start)) return findType("application/xml")!;
  // A shell script is not accepted as text.
  if (start.startsWith("#!")) return null;
  return declaredType?.kind === "text" ? declaredType : findType("text/plain")!;
}

/** Skips white space, comments and processing instructions in one pass, because a regular expression would be slow on many of them. */
function withoutProlog(text: string): string {
  let at = 0;
  for (;;) {
    at += /^\s*/.exec(text.slice(at))![0].length;
    const isComment = text.startsWith("<!--", at);
    if (!isComment && !text.startsWith("<?", at)) return text.slice(at);
    const end = isComment ? text.indexOf("-->", at + 4) : text.indexOf("?>", at + 2);
    if (end < 0) return "";
    at = end + (isComment ? 3 : 2);
  }
}

/** The same family is enough: browsers guess between mp4 and m4a, text and csv. Without a declared type nothing is compared. */
function requireSameKind(type: FileType, declared: string): void {
  if (declared === "" || declared === "application/octet-stream") return;
  const family = (kind: FileKind) => (kind === "video" ? "audio" : kind === "archive" ? "document" : kind);
  const typeOfDeclared = findType(declared);
  if (!typeOfDeclared || family(typeOfDeclared.kind) !== family(type.kind))
    throw refused("The file is of another type than it says.");
}

/** WebM and MP4 do not show at their beginning whether they contain video, so a declared audio type is used. */
function asHeard(type: FileType, declared: string): FileType {
  const typeOfDeclared = findType(declared);
  const isSameContainer =
    type.kind === "video" && typeOfDeclared?.mediaType === type.mediaType.replace("video/", "audio/");
  return isSameContainer ? typeOfDeclared : type;
}

/** Office documents are zips themselves; images are re-encoded, so appended data is dropped. */
function isAlsoZip(type: FileType, tail: Buffer): boolean {
  const mayBeZip =
    type.kind === "archive" || type.kind === "image" || /officedocument|opendocument/.test(type.mediaType);
  return !mayBeZip && tail.includes(END_OF_ZIP);
}

async function isText(path: string): Promise<boolean> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: READ_BYTES })) {
      // eslint-disable-next-line no-control-regex
      if (/[\0-\x08\x0e-\x1a\x1c-\x1f]/.test(decoder.decode(chunk as Buffer, { stream: true }))) return false;
    }
    decoder.decode();
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}

async function readEnds(path: string): Promise<{ head: Buffer; tail: Buffer }> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const read = async (length: number, position: number) => {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
      return buffer.subarray(0, bytesRead);
    };
    const tailBytes = Math.min(size, TAIL_BYTES);
    return { head: await read(Math.min(size, HEAD_BYTES), 0), tail: await read(tailBytes, size - tailBytes) };
  } finally {
    await file.close();
  }
}

function refused(detail: string): AppError {
  return new AppError("unsupported_media_type", { detail });
}
