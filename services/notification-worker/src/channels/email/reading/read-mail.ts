import { cutText } from "@chorus/contracts/cut-text";
import { decodeWords } from "postal-mime";
import type { MailLanguage } from "../../../templates/languages.ts";
import { attachmentNames } from "./attachment-names.ts";
import { isAutomaticMail, isOfList } from "./automatic-mail.ts";
import { withoutControls } from "./decode-text.ts";
import type { QuotableText } from "./quotable-text.ts";
import { isAuthenticated } from "./mail-authentication.ts";
import { bodyOfMail } from "./mail-body.ts";
import { parseMail, type MimePart } from "./mime-parts.ts";
import { senderOf } from "./sender.ts";
import { splitMail } from "./split-mail.ts";
import { IMAGE_BEGINS, IMAGE_ENDS } from "./text-of-html.ts";

/** The relevant content of a received mail. */
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

/** @throws Error for what cannot be parsed as a mail */
export async function readMail(
  raw: Uint8Array,
  { envelopeFrom, trustedHost }: { envelopeFrom: string; trustedHost: string | null },
): Promise<IncomingMail> {
  const { mail, root } = await parseMail(raw);
  const from = senderOf(root);
  return {
    messageId: mail.messageId?.slice(0, MAX_MESSAGE_ID_CHARACTERS) ?? null,
    subject: withoutControls(decodeWords(root.headers.find(({ key }) => key === "subject")?.value ?? "")),
    from,
    isVerified: from !== null && isAuthenticated(root, trustedHost, from),
    isAutomatic: isAutomaticMail(root, envelopeFrom, from),
    isOfList: isOfList(root),
    root,
  };
}

export async function readContent(
  { root }: IncomingMail,
  known: QuotableText,
  language: MailLanguage,
): Promise<MailContent> {
  const { text, htmlTexts, others } = bodyOfMail(root);
  const split = splitMail(cutText(withoutControls(text), MAX_CHARACTERS), known);
  return {
    text: withoutImages(split.reply),
    quoted: withoutImages(split.quoted),
    attachments: await attachmentNames(others, decorationOf(htmlTexts, known), language),
  };
}

/** Images that appear only in a signature or a quote. */
function decorationOf(htmlTexts: readonly string[], known: QuotableText): Set<string> {
  const splits = htmlTexts.map((text) => splitMail(cutText(text, MAX_CHARACTERS), known));
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
