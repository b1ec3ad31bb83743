import PostalMime, { type Email } from "postal-mime";
import { decodeText } from "./decode-text.ts";

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

/** @throws Error for a mail that cannot be read: nested too deep, headers without end */
export async function parseMail(raw: Uint8Array): Promise<{ mail: Email; root: MimePart }> {
  const parser = new PostalMime({ maxNestingDepth: MAX_NESTING_DEPTH, forceRfc822Attachments: true });
  serveBetweenLines(parser);
  const mail = await parser.parse(raw);
  return { mail, root: (parser as unknown as { root: MimePart }).root };
}

/** Some milliseconds' worth. */
const LINES_AT_ONCE = 1_000;

/** The lines of a large mail take seconds, in which nobody else would be served. */
function serveBetweenLines(parser: PostalMime): void {
  const reading = parser as unknown as { processLine(line: Uint8Array, isLast: boolean): Promise<void> };
  const readLine = reading.processLine.bind(parser);
  let count = 0;
  reading.processLine = async (line, isLast) => {
    await readLine(line, isLast);
    count += 1;
    if (count % LINES_AT_ONCE === 0) await new Promise((resolve) => setImmediate(resolve));
  };
}

export function bytesOf({ content }: MimePart): Uint8Array {
  return new Uint8Array(content ?? new ArrayBuffer(0));
}

export function typeOf(part: MimePart): string {
  return part.contentType.parsed.value.toLowerCase();
}

export function isAttached(part: MimePart): boolean {
  const { value, params } = part.contentDisposition.parsed;
  return value.toLowerCase() === "attachment" || params["filename"] !== undefined;
}

/** The text of a part, with soft line breaks (RFC 3676) taken out. */
export function textOf(part: MimePart): string {
  const { charset, format, delsp } = part.contentType.parsed.params;
  const text = decodeText(bytesOf(part), charset, typeOf(part) === "text/html");
  return format?.toLowerCase() === "flowed" ? part.decodeFlowedText(text, delsp?.toLowerCase() === "yes") : text;
}
