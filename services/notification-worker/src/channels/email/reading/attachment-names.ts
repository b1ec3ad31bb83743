import { isBlank, withoutDirectionControls } from "@chorus/contracts/text";
import PostalMime, { decodeWords } from "postal-mime";
import type { MailLanguage } from "../../../templates/languages.ts";
import { readable, withoutControls } from "./decode-text.ts";
import { bytesOf, textOf, typeOf, type MimePart } from "./mime-parts.ts";

/** Signatures of the mail, which are not attachments of its author. */
const MACHINERY = new Set([
  "application/pgp-signature",
  "application/pkcs7-signature",
  "application/x-pkcs7-signature",
]);
/** Of more the number is told. */
const MAX_NAMED = 200;
const CALENDAR = new Set(["text/calendar", "application/ics"]);
/** What somebody answers to an invitation (RFC 5545 PARTSTAT), or that it is taken back (METHOD). */
type Answer = "ACCEPTED" | "DECLINED" | "TENTATIVE" | "CANCEL";
/** Of an enclosed mail only the subject is read, which is in its headers. */
const MAX_ENCLOSED_BYTES = 64 * 1024;
const WORDS: Record<MailLanguage, { invitation: string; mail: string } & Record<Answer, string>> = {
  en: {
    ...{ invitation: "invitation", mail: "mail" },
    ...{ ACCEPTED: "accepted", DECLINED: "declined", TENTATIVE: "tentatively accepted", CANCEL: "cancelled" },
  },
  de: {
    ...{ invitation: "Einladung", mail: "Mail" },
    ...{ ACCEPTED: "zugesagt", DECLINED: "abgelehnt", TENTATIVE: "mit Vorbehalt zugesagt", CANCEL: "abgesagt" },
  },
  es: {
    ...{ invitation: "invitación", mail: "correo" },
    ...{ ACCEPTED: "aceptada", DECLINED: "rechazada", TENTATIVE: "aceptada provisionalmente", CANCEL: "cancelada" },
  },
};

/**
 * A readable name of each attachment: its file name, the title of an invitation, the subject of an enclosed mail, else its type.
 * @param decoration the ids of images that appear only in a signature or a quote
 */
export async function attachmentNames(
  parts: readonly MimePart[],
  decoration: ReadonlySet<string>,
  language: MailLanguage,
): Promise<string[]> {
  const named = new Set<string>();
  const names: string[] = [];
  for (const part of parts.slice(0, MAX_NAMED)) {
    const type = typeOf(part);
    const isDecoration = type.startsWith("image/") && decoration.has(contentIdOf(part));
    if (MACHINERY.has(type) || isDecoration) continue;
    const name = oneLine(await nameOf(part, WORDS[language]));
    // An invitation comes twice: as an alternative of the text and as a file.
    if (!(CALENDAR.has(type) && named.has(name))) names.push(name);
    named.add(name);
  }
  const more = parts.length - MAX_NAMED;
  return more > 0 ? [...names, `… (+${more})`] : names;
}

async function nameOf(part: MimePart, words: (typeof WORDS)[MailLanguage]): Promise<string> {
  const type = typeOf(part);
  const fileName = part.contentDisposition.parsed.params["filename"] ?? part.contentType.parsed.params["name"];
  if (CALENDAR.has(type)) {
    const calendar = textOf(part).replaceAll(/\r?\n[ \t]/g, "");
    const summary = summaryOf(calendar);
    const answer = answerIn(calendar);
    const name = answer === null ? words.invitation : `${words.invitation} (${words[answer]})`;
    return summary === null ? (fileName ?? name) : `${name}: ${summary}`;
  }
  if (fileName !== undefined && !isBlank(fileName)) return decodeWords(fileName);
  if (type === "message/rfc822") {
    const subject = await subjectOf(bytesOf(part));
    return isBlank(subject ?? "") ? words.mail : `${words.mail}: ${subject}`;
  }
  return type;
}

/** @returns undefined also for what cannot be read as a mail: the mail around it can */
async function subjectOf(raw: Uint8Array): Promise<string | undefined> {
  try {
    return (await PostalMime.parse(raw.subarray(0, MAX_ENCLOSED_BYTES), { forceRfc822Attachments: true })).subject;
  } catch {
    return undefined;
  }
}

/** @param calendar with its lines unfolded (RFC 5545) */
function answerIn(calendar: string): Answer | null {
  const method = /^METHOD:\s*(REPLY|CANCEL)\s*$/im.exec(calendar)?.[1]?.toUpperCase();
  if (method === "CANCEL") return "CANCEL";
  if (method !== "REPLY") return null;
  const stated = /^ATTENDEE[^:\n]{0,1000};PARTSTAT="?(ACCEPTED|DECLINED|TENTATIVE)\b/im.exec(calendar)?.[1];
  return (stated?.toUpperCase() as Answer | undefined) ?? null;
}

/** Commas and the like are escaped. @param calendar with its lines unfolded (RFC 5545) */
function summaryOf(calendar: string): string | null {
  const event = calendar.split(/BEGIN:VEVENT/i)[1] ?? "";
  const summary = /^SUMMARY[^:\n]{0,200}:(.{1,1000})/im.exec(event)?.[1];
  return (
    summary
      ?.replaceAll(/\\n/gi, " ")
      .replaceAll(/\\([\\;,])/g, "$1")
      .trim() || null
  );
}

function contentIdOf({ contentId }: MimePart): string {
  return (contentId ?? "").replaceAll(/^<|>$/g, "");
}

function oneLine(text: string): string {
  return withoutDirectionControls(withoutControls(readable(text)))
    .replaceAll(/\s+/g, " ")
    .trim();
}
