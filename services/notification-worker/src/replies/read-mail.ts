import PostalMime, { type Address, type Email } from "postal-mime";
import { newPartOf } from "./new-part.ts";
import { textOfHtml } from "./text-of-html.ts";

/** What counts of a mail that came in. */
export interface IncomingMail {
  /** Null when it has none; then the mail itself has to stand for it. */
  messageId: string | null;
  /** The one address in From, in lower case; null for none or several. */
  from: string | null;
  /** Written by a program: an absence note, a list, a report about another mail. */
  isAutomatic: boolean;
  /** What its writer added. */
  text: string;
  attachments: string[];
}

const MAX_MESSAGE_ID_CHARACTERS = 500;
const MAX_NAMES = 20;

export async function readMail(raw: Uint8Array, envelopeFrom: string): Promise<IncomingMail> {
  const mail = await PostalMime.parse(raw);
  const text = mail.text?.trim() ? mail.text : textOfHtml(mail.html ?? "");
  return {
    messageId: mail.messageId?.slice(0, MAX_MESSAGE_ID_CHARACTERS) ?? null,
    from: senderOf(mail.from),
    isAutomatic: isAutomatic(mail, envelopeFrom),
    text: newPartOf(withoutControls(text)),
    attachments: mail.attachments
      .filter(({ disposition }) => disposition !== "inline")
      .map(({ filename }) => withoutControls(filename ?? "?").replaceAll(/\s+/g, " "))
      .slice(0, MAX_NAMES),
  };
}

function senderOf(from: Address | undefined): string | null {
  const [only, ...others] = from?.group ?? (from ? [from] : []);
  return only?.address && others.length === 0 ? only.address.toLowerCase() : null;
}

/** RFC 3834: who answers these answers machines, and they answer back. */
function isAutomatic(mail: Email, envelopeFrom: string): boolean {
  const header = (name: string) =>
    mail.headers
      .find(({ key }) => key === name)
      ?.value.trim()
      .toLowerCase() ?? "";
  if (envelopeFrom === "" || envelopeFrom === "<>") return true;
  const submitted = header("auto-submitted");
  if (submitted !== "" && submitted !== "no") return true;
  if (/^(bulk|junk|list|auto_reply)$/.test(header("precedence"))) return true;
  if (header("x-autoreply") !== "" || header("x-autorespond") !== "" || header("list-id") !== "") return true;
  if (header("content-type").startsWith("multipart/report")) return true;
  return /^(mailer-daemon|postmaster|no-?reply)@/.test(senderOf(mail.from) ?? "");
}

/** Line breaks and tabs are text; other control characters and broken Unicode are not. */
function withoutControls(text: string): string {
  return text.replaceAll(/[^\P{Cc}\n\r\t]|\p{Surrogate}/gu, "");
}
