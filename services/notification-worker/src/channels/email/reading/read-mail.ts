import { cutText } from "@chorus/contracts/cut-text";
import { decodeWords } from "postal-mime";
import type { MailLanguage } from "../../../templates/languages.ts";
import { attachmentNames } from "./attachment-names.ts";
import { isAutomaticMail, isOfList } from "./automatic-mail.ts";
import { withoutControls } from "./decode-text.ts";
import type { QuotableText } from "./quotable-text.ts";
import { isAuthenticated } from "./mail-authentication.ts";
import { bodyOfMail } from "./mail-body.ts";
import { parseHead, type MimePart } from "./mime-parts.ts";
import { senderOf } from "./sender.ts";
import { splitMail } from "./split-mail.ts";
import { IMAGE_BEGINS, IMAGE_ENDS } from "./text-of-html.ts";

/** What the headers of a received mail tell. */
export interface IncomingMail {
  /** Null when it has none; then the mail's content identifies it. */
  messageId: string | null;
  subject: string;
  /** The one address in From, in lower case; null for none or several. */
  from: string | null;
  /** The mail server in front authenticated `from`. */
  isVerified: boolean;
  /** Written by a program: an absence note, a report about another mail. The subjects of our mails can still tell otherwise. */
  isAutomatic: boolean;
  /** Forwarded by a mailing list, which must not be answered. */
  isOfList: boolean;
  root: MimePart;
}

/** What the author added, decoded. */
export interface MailContent {
  text: string;
  /** Quotes and the signature. */
  quoted: string;
  attachments: string[];
}

const MAX_MESSAGE_ID_CHARACTERS = 500;
/** Of the text; no real mail has more, and a longer one would take long to parse. */
const MAX_CHARACTERS = 100_000;
const IMAGES = new RegExp(`${IMAGE_BEGINS}([^${IMAGE_BEGINS}${IMAGE_ENDS}]{1,200})${IMAGE_ENDS}`, "g");

interface Handed {
  envelopeFrom: string;
  /** The mail server in front, when it authenticates senders. */
  trustedHost: string | null;
}

/** Who wrote to whom about what, without reading more than the headers. @throws Error for what cannot be parsed as a mail */
export async function readHead(raw: Uint8Array, { envelopeFrom, trustedHost }: Handed): Promise<IncomingMail> {
  const { root } = await parseHead(raw);
  const from = senderOf(root);
  const valueOf = (name: string) => decodeWords(root.headers.find(({ key }) => key === name)?.value ?? "");
  return {
    messageId: cutText(valueOf("message-id"), MAX_MESSAGE_ID_CHARACTERS) || null,
    subject: withoutControls(valueOf("subject")),
    from,
    isVerified: from !== null && isAuthenticated(root, trustedHost, from),
    isAutomatic: isAutomaticMail(root, envelopeFrom, from),
    isOfList: isOfList(root),
    root,
  };
}

/** @param root of the whole mail */
export async function readContent(root: MimePart, known: QuotableText, language: MailLanguage): Promise<MailContent> {
  const { text, htmlTexts, others } = await bodyOfMail(root);
  const split = splitMail(cutText(withoutControls(text), MAX_CHARACTERS), known);
  return {
    text: withoutImages(split.reply),
    quoted: withoutImages(split.quoted),
    attachments: await attachmentNames(others, decorationOf(htmlTexts, known), language),
  };
}

/** Images that appear only in a signature or a quote. */
function decorationOf(htmlTexts: readonly string[], known: QuotableText): Set<string> {
  const shown = htmlTexts.filter((text) => text.includes(IMAGE_BEGINS));
  const splits = shown.map((text) => splitMail(cutText(text, MAX_CHARACTERS), known));
  const hidden = new Set(splits.flatMap(({ quoted }) => imagesIn(quoted)));
  for (const id of splits.flatMap(({ reply }) => imagesIn(reply))) hidden.delete(id);
  return hidden;
}

function imagesIn(text: string): string[] {
  return [...text.matchAll(IMAGES)].map(([, id = ""]) => id);
}

function withoutImages(text: string): string {
  return text
    .replaceAll(IMAGES, "")
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n")
    .replaceAll(/\n{3,}/g, "\n\n")
    .trim();
}
