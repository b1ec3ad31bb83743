import { cutText } from "@chorus/contracts/cut-text";
import { decodeWords } from "postal-mime";
import type { MailLanguage } from "../../../templates/languages.ts";
import { attachmentNames } from "./attachment-names.ts";
import { isAutomaticMail, isOfList } from "./automatic-mail.ts";
import { withoutControls } from "./decode-text.ts";
import type { KnownText } from "./known-text.ts";
import { isAuthenticated } from "./mail-authentication.ts";
import { bodyOfMail } from "./mail-body.ts";
import { parseMail, type MimePart } from "./mime-parts.ts";
import { senderOf } from "./sender.ts";
import { splitMail } from "./split-mail.ts";
import { IMAGE_BEGINS, IMAGE_ENDS } from "./text-of-html.ts";

/** What counts of a mail that came in. */
export interface IncomingMail {
  /** Null when it has none; then the mail itself has to stand for it. */
  messageId: string | null;
  subject: string;
  /** The one address in From, in lower case; null for none or several. */
  from: string | null;
  /** The mail server in front vouches for `from`. */
  isVerified: boolean;
  /** Written by a program: an absence note, a report about another mail. */
  isAutomatic: boolean;
  /** Sent on by a mailing list: whoever wrote, the list must not be answered. */
  isOfList: boolean;
  root: MimePart;
}

/** What its writer has to say, in the language of whoever reads it. */
export interface MailContent {
  text: string;
  /** What they quote, and their signature. */
  quoted: string;
  attachments: string[];
}

const MAX_MESSAGE_ID_CHARACTERS = 500;
/** Of what a mail says; more is no letter, and would take long to look through. */
const MAX_CHARACTERS = 100_000;
const IMAGES = new RegExp(`${IMAGE_BEGINS}([^${IMAGE_ENDS}]*)${IMAGE_ENDS}`, "g");

/** @throws Error for what cannot be read as a mail */
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
  known: KnownText,
  language: MailLanguage,
): Promise<MailContent> {
  const { text, htmlTexts, others } = bodyOfMail(root);
  const split = splitMail(cutText(withoutControls(text), MAX_CHARACTERS), known);
  return {
    text: withoutImages(split.said),
    quoted: withoutImages(split.quoted),
    attachments: await attachmentNames(others, decorationOf(htmlTexts, known), language),
  };
}

/** Images that stand in a signature or in a quote and nowhere else. */
function decorationOf(htmlTexts: readonly string[], known: KnownText): Set<string> {
  const splits = htmlTexts.map((text) => splitMail(cutText(text, MAX_CHARACTERS), known));
  const hidden = new Set(splits.flatMap(({ quoted }) => imagesIn(quoted)));
  for (const id of splits.flatMap(({ said }) => imagesIn(said))) hidden.delete(id);
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
