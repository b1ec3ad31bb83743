import { toSingleLine } from "@chorus/contracts/text";
import { cutText } from "@chorus/contracts/cut-text";
import { html } from "hono/html";
import type { MailLanguage } from "./languages.ts";
import { linesOf, renderEmailLayout } from "./layout.ts";
import type { Tenant, Mail } from "./mail.ts";

export interface TranscriptLine {
  author: string;
  body: string;
  at: Date;
  isCustomer: boolean;
}

interface Words {
  subject: (tenant: string) => string;
  heading: (tenant: string) => string;
  leftOut: (count: number) => string;
  zone: (timeZone: string) => string;
  open: string;
  why: string;
}

const WORDS: Record<MailLanguage, Words> = {
  en: {
    subject: (tenant) => `Your conversation with ${tenant}`,
    heading: (tenant) => `Your conversation with ${tenant}`,
    leftOut: (count) => `${count} earlier messages are left out.`,
    zone: (timeZone) => `Times: ${timeZone}`,
    open: "Open the conversation",
    why: "You get this mail because somebody asked in the chat for a copy of this conversation.",
  },
  de: {
    subject: (tenant) => `Ihre Unterhaltung mit ${tenant}`,
    heading: (tenant) => `Ihre Unterhaltung mit ${tenant}`,
    leftOut: (count) => `${count} frühere Nachrichten sind weggelassen.`,
    zone: (timeZone) => `Uhrzeiten: ${timeZone}`,
    open: "Unterhaltung öffnen",
    why: "Sie erhalten diese Mail, weil im Chat um eine Kopie dieser Unterhaltung gebeten wurde.",
  },
  es: {
    subject: (tenant) => `Su conversación con ${tenant}`,
    heading: (tenant) => `Su conversación con ${tenant}`,
    leftOut: (count) => `Se omiten ${count} mensajes anteriores.`,
    zone: (timeZone) => `Horas: ${timeZone}`,
    open: "Abrir la conversación",
    why: "Recibe este correo porque en el chat se pidió una copia de esta conversación.",
  },
};

/** The fixed texts of every transcript. */
export function transcriptWords(language: MailLanguage, tenant: string): string[] {
  const words = WORDS[language];
  return [words.heading(tenant), words.open, words.why];
}

const PREVIEW_CHARACTERS = 120;
const QUIET = "color:#71717a;font-size:13px";

/** A whole conversation as a mail. For agents the customer's name is in the title. */
export async function transcriptMail(input: {
  language: MailLanguage;
  tenant: Tenant;
  /** The other side of the conversation, for the recipient. */
  partner: string;
  lines: readonly TranscriptLine[];
  leftOut: number;
  timeZone: string;
  /** The format of days and times; `en` is American. */
  locale: string;
  openUrl: string | null;
}): Promise<Mail> {
  const { language, tenant, partner, lines, leftOut, timeZone, locale, openUrl } = input;
  const words = WORDS[language];
  const subject = words.subject(partner);
  const day = new Intl.DateTimeFormat(locale, { dateStyle: "full", timeZone });
  const time = new Intl.DateTimeFormat(locale, { timeStyle: "short", timeZone });
  const beginsDay = (at: number) => {
    const today = day.format(lines[at]?.at);
    return at === 0 || day.format(lines[at - 1]?.at) !== today ? today : null;
  };
  const body = html`<p class="quiet" style="margin:0 0 12px;${QUIET}">${words.zone(timeZone)}</p>
    ${leftOut > 0 ? html`<p class="quiet" style="margin:0 0 12px;${QUIET}">${words.leftOut(leftOut)}</p>` : ""}
    ${lines.map(
      (line, at) =>
        html`${
            beginsDay(at) ? html`<p style="margin:20px 0 8px;font-size:13px;font-weight:600">${beginsDay(at)}</p>` : ""
          }
          <p dir="auto" class="quiet" style="margin:10px 0 3px;${QUIET}">${line.author}, ${time.format(line.at)}</p>
          <p
            dir="auto"
            class="${line.isCustomer ? "own" : "bubble"}"
            style="margin:0;padding:10px 14px;background:${line.isCustomer ? "#eef2ff" : "#f4f4f5"};border-radius:10px;unicode-bidi:plaintext"
          >
            ${linesOf(line.body)}
          </p>`,
    )}`;
  const layout = await renderEmailLayout({
    language,
    subject,
    preview: cutText(lines.at(-1)?.body ?? "", PREVIEW_CHARACTERS),
    tenant: tenant.teamName,
    accentColour: tenant.accentColour,
    heading: words.heading(partner),
    body,
    button: openUrl === null ? null : { label: words.open, url: openUrl },
    footer: html`${words.why}`,
  });
  const text = [
    words.heading(partner),
    words.zone(timeZone),
    ...(leftOut > 0 ? [words.leftOut(leftOut)] : []),
    ...lines.map((line, at) => {
      const entry = `${toSingleLine(line.author)}, ${time.format(line.at)}:\n${line.body}`;
      const today = beginsDay(at);
      return today ? `${today}\n\n${entry}` : entry;
    }),
    ...(openUrl === null ? [] : [`${words.open}: ${openUrl}`]),
    `-- \n${words.why}`,
  ].join("\n\n");
  return { language, subject, notice: subject, html: layout, text };
}
