import { toSingleLine } from "@chorus/contracts/text";
import { cutText } from "@chorus/contracts/cut-text";
import { markdownToPlain } from "@chorus/markdown/plain";
import { html } from "hono/html";
import type { MailLanguage } from "./languages.ts";
import { renderEmailLayout } from "./layout.ts";
import { META } from "./look.ts";
import type { Tenant, Mail } from "./mail.ts";
import { bubbleOf } from "./short-email.ts";

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
    leftOut: (count) => `${count} earlier messages are not shown.`,
    zone: (timeZone) => `Time zone: ${timeZone}`,
    open: "Open conversation",
    why: "You got this because a copy of this conversation was requested in the chat.",
  },
  de: {
    subject: (tenant) => `Ihre Unterhaltung mit ${tenant}`,
    heading: (tenant) => `Ihre Unterhaltung mit ${tenant}`,
    leftOut: (count) => `${count} frühere Nachrichten sind nicht enthalten.`,
    zone: (timeZone) => `Zeitzone: ${timeZone}`,
    open: "Unterhaltung öffnen",
    why: "Sie erhalten diese E-Mail, weil im Chat eine Kopie dieser Unterhaltung angefordert wurde.",
  },
  es: {
    subject: (tenant) => `Su conversación con ${tenant}`,
    heading: (tenant) => `Su conversación con ${tenant}`,
    leftOut: (count) => `No se muestran ${count} mensajes anteriores.`,
    zone: (timeZone) => `Zona horaria: ${timeZone}`,
    open: "Abrir conversación",
    why: "Recibe este correo porque en el chat se pidió una copia de esta conversación.",
  },
};

/** The fixed texts of every transcript. */
export function transcriptWords(language: MailLanguage, tenant: string): string[] {
  const words = WORDS[language];
  return [words.heading(tenant), words.open, words.why];
}

const PREVIEW_CHARACTERS = 120;

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
  const body = html`<p class="quiet" style="margin:0 0 12px;${META}">${words.zone(timeZone)}</p>
    ${leftOut > 0 ? html`<p class="quiet" style="margin:0 0 12px;${META}">${words.leftOut(leftOut)}</p>` : ""}
    ${lines.map(
      (line, at) =>
        html`${
          beginsDay(at) ? html`<p style="margin:20px 0 8px;font-size:13px;font-weight:600">${beginsDay(at)}</p>` : ""
        }
        ${bubbleOf(`${line.author}, ${time.format(line.at)}`, line.body, line.isCustomer ? "own" : "bubble")}`,
    )}`;
  const layout = await renderEmailLayout({
    language,
    subject,
    preview: cutText(markdownToPlain(lines.at(-1)?.body ?? ""), PREVIEW_CHARACTERS),
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
      const entry = `${toSingleLine(line.author)}, ${time.format(line.at)}:\n${markdownToPlain(line.body)}`;
      const today = beginsDay(at);
      return today ? `${today}\n\n${entry}` : entry;
    }),
    ...(openUrl === null ? [] : [`${words.open}: ${openUrl}`]),
    `-- \n${words.why}`,
  ].join("\n\n");
  return { language, subject, notice: subject, html: layout, text };
}
