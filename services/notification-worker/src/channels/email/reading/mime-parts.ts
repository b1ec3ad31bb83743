import PostalMime from "postal-mime";
import { decodeText } from "./decode-text.ts";
import { isUuencoding, uudecoded } from "./uuencoded.ts";

interface StructuredHeader {
  value: string;
  params: Readonly<Record<string, string | undefined>>;
}

/**
 * A part of a mail as postal-mime parses it. The parser decodes text with the runtime's tables, which cannot be changed, so the
 * bytes are read from its tree, which its types leave out; read-mail.test.ts fails when the tree changes.
 */
export interface MimePart {
  contentType: { parsed: StructuredHeader; multipart: string | false };
  contentDisposition: { parsed: StructuredHeader };
  contentId?: string;
  content: ArrayBuffer | null;
  childNodes: MimePart[];
  headers: { key: string; value: string }[];
  decodeFlowedText(text: string, isSpaceDeleted: boolean): string;
}

/** No real mail is nested deeper. */
const MAX_NESTING_DEPTH = 30;

/** 25 MB in base64 have 350,000. */
const MAX_LINES = 500_000;
/** Far more than files that anybody attaches. */
const MAX_PARTS = 10_000;
const MAX_HEADER_BYTES = 1024 * 1024;
const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

/** A mail that is not read because reading it would take too much, now or later. */
export class MailTooLarge extends Error {}

/** @throws Error for a mail that cannot be read: nested too deep, headers without end, more lines or parts than any real one */
export async function parseMail(raw: Uint8Array): Promise<{ root: MimePart }> {
  requireFewLines(raw);
  const parser = new PostalMime({
    maxNestingDepth: MAX_NESTING_DEPTH,
    maxHeadersSize: MAX_HEADER_BYTES,
    forceRfc822Attachments: true,
  });
  serveBetweenLines(parser);
  await parser.parse(raw);
  return { root: (parser as unknown as { root: MimePart }).root };
}

/** The mail without what stands below its headers, which takes as long however large it is. */
export async function parseHead(raw: Uint8Array): Promise<{ root: MimePart }> {
  return parseMail(raw.subarray(0, endOfHead(raw)));
}

function endOfHead(raw: Uint8Array): number {
  for (let at = raw.indexOf(LINE_FEED); at >= 0; at = raw.indexOf(LINE_FEED, at + 1)) {
    const next = raw[at + 1] === CARRIAGE_RETURN ? at + 2 : at + 1;
    if (raw[next] === LINE_FEED) return next + 1;
    if (at > MAX_HEADER_BYTES) throw new MailTooLarge("The headers of the mail are too long.");
  }
  return raw.byteLength;
}

function requireFewLines(raw: Uint8Array): void {
  let count = 0;
  for (let at = raw.indexOf(LINE_FEED); at >= 0; at = raw.indexOf(LINE_FEED, at + 1)) {
    count += 1;
    if (count > MAX_LINES) throw new MailTooLarge(`The mail has more than ${MAX_LINES} lines.`);
  }
}

/** Some milliseconds' worth. */
const LINES_AT_ONCE = 1_000;

type Chunk = Uint8Array | ArrayBuffer | string;

/** What the parser does line by line, and what it makes of all lines in the end; its types leave it out. */
interface LineByLine {
  processLine(line: Uint8Array, isLast: boolean): Promise<void>;
  currentNode: { contentDecoder: { chunks: Iterable<Chunk> } | null } | undefined;
  collectNode(): Promise<void>;
  buildMessage(): void;
}

/**
 * The lines of a large mail take seconds, in which nobody else would be served, and a kilobyte each, as it keeps each by itself.
 * The message that it makes of the parts in one go is not used here.
 */
function serveBetweenLines(parser: PostalMime): void {
  const reading = parser as unknown as LineByLine;
  const readLine = reading.processLine.bind(parser);
  reading.collectNode = () => Promise.resolve();
  reading.buildMessage = () => undefined;
  let count = 0;
  let parts = 0;
  let part = reading.currentNode;
  reading.processLine = async (line, isLast) => {
    await readLine(line, isLast);
    if (reading.currentNode !== part) parts += 1;
    if (parts > MAX_PARTS) throw new MailTooLarge(`The mail has more than ${MAX_PARTS} parts.`);
    part = reading.currentNode;
    const decoder = part?.contentDecoder;
    if (decoder && !(decoder.chunks instanceof JoinedChunks)) decoder.chunks = new JoinedChunks(decoder.chunks);
    count += 1;
    if (count % LINES_AT_ONCE === 0) await new Promise((resolve) => setImmediate(resolve));
  };
}

const FIRST_BYTES = 4_096;

/** Takes the place of a list of pieces: one piece, which doubles when it is full. */
class JoinedChunks implements Iterable<Uint8Array> {
  #bytes = Buffer.allocUnsafe(FIRST_BYTES);
  #length = 0;

  constructor(chunks: Iterable<Chunk>) {
    for (const chunk of chunks) this.push(chunk);
  }

  push(chunk: Chunk): void {
    const piece = typeof chunk === "string" ? Buffer.from(chunk) : new Uint8Array(chunk);
    const needed = this.#length + piece.byteLength;
    if (needed > this.#bytes.byteLength) {
      const larger = Buffer.allocUnsafe(Math.max(needed, 2 * this.#bytes.byteLength));
      larger.set(this.#bytes.subarray(0, this.#length));
      this.#bytes = larger;
    }
    this.#bytes.set(piece, this.#length);
    this.#length = needed;
  }

  *[Symbol.iterator](): Iterator<Uint8Array> {
    yield this.#bytes.subarray(0, this.#length);
  }
}

export function bytesOf({ content, headers }: MimePart): Uint8Array {
  const bytes = new Uint8Array(content ?? new ArrayBuffer(0));
  const encoding = headers.find(({ key }) => key === "content-transfer-encoding")?.value ?? "";
  return (isUuencoding(encoding) ? uudecoded(bytes) : null) ?? bytes;
}

export function typeOf(part: MimePart): string {
  return part.contentType.parsed.value.toLowerCase();
}

export function isAttached(part: MimePart): boolean {
  const { value, params } = part.contentDisposition.parsed;
  return value.toLowerCase() === "attachment" || params["filename"] !== undefined;
}

/** Ten times what is taken of a mail, in any charset. Pictures within HTML may be longer. */
const MAX_TEXT_BYTES = 1024 * 1024;

/** The text of a part, with soft line breaks (RFC 3676) taken out. */
export function textOf(part: MimePart): string {
  const { charset, format, delsp } = part.contentType.parsed.params;
  const isHtml = typeOf(part) === "text/html";
  const bytes = bytesOf(part);
  const text = decodeText(isHtml ? bytes : bytes.subarray(0, MAX_TEXT_BYTES), charset, isHtml);
  return format?.toLowerCase() === "flowed" ? part.decodeFlowedText(text, delsp?.toLowerCase() === "yes") : text;
}
