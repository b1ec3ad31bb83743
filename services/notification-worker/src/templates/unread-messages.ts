import { cutText } from "@chorus/contracts/cut-text";
import { html } from "hono/html";
import type { MailLanguage } from "./languages.ts";
import { linesOf, renderEmailLayout } from "./layout.ts";
import type { Tenant, Mail } from "./mail.ts";

export interface UnreadMessage {
  author: string;
  body: string;
}

interface Words {
  /** The same for every mail about one conversation: mail programs thread by the subject. */
  subject: (tenant: string) => string;
  notice: (count: number, author: string) => string;
  heading: (count: number, author: string) => string;
  more: (count: number) => string;
  open: string;
  answer: string;
  why: (tenant: string) => string;
  stop: string;
}

const WORDS: Record<MailLanguage, Words> = {
  en: {
    subject: (tenant) => `Your conversation with ${tenant}`,
    notice: (count, author) => (count === 1 ? `${author} answered you` : `${count} new messages from ${author}`),
    heading: (count, author) => (count === 1 ? `${author} wrote to you` : `${count} new messages`),
    more: (count) => `… and ${count} more.`,
    open: "Open the conversation",
    answer: "You can also simply answer this mail.",
    why: (tenant) => `You get this mail because you wrote to ${tenant} and had left when the answer came.`,
    stop: "No more of these mails",
  },
  de: {
    subject: (tenant) => `Ihre Unterhaltung mit ${tenant}`,
    notice: (count, author) =>
      count === 1 ? `${author} hat Ihnen geantwortet` : `${count} neue Nachrichten von ${author}`,
    heading: (count, author) => (count === 1 ? `${author} hat Ihnen geschrieben` : `${count} neue Nachrichten`),
    more: (count) => `… und ${count} weitere.`,
    open: "Unterhaltung öffnen",
    answer: "Sie können auch einfach auf diese Mail antworten.",
    why: (tenant) =>
      `Sie erhalten diese Mail, weil Sie ${tenant} geschrieben haben und nicht mehr da waren, als die Antwort kam.`,
    stop: "Keine solchen Mails mehr",
  },
  es: {
    subject: (tenant) => `Su conversación con ${tenant}`,
    notice: (count, author) => (count === 1 ? `${author} le ha respondido` : `${count} mensajes nuevos de ${author}`),
    heading: (count, author) => (count === 1 ? `${author} le ha escrito` : `${count} mensajes nuevos`),
    more: (count) => `… y ${count} más.`,
    open: "Abrir la conversación",
    answer: "También puede responder simplemente a este correo.",
    why: (tenant) => `Recibe este correo porque escribió a ${tenant} y ya no estaba cuando llegó la respuesta.`,
    stop: "No recibir más correos como este",
  },
};

/** The fixed texts of every mail. */
export function unreadWords(language: MailLanguage, tenant: string): string[] {
  const words = WORDS[language];
  return [words.open, words.answer, words.why(tenant), words.stop];
}

const NAME = "margin:12px 0 4px;color:#71717a;font-size:13px";
const MAX_MESSAGES = 5;
const PREVIEW_CHARACTERS = 120;

/** Several messages are one mail. */
export async function unreadMessages(input: {
  language: MailLanguage;
  tenant: Tenant;
  messages: readonly UnreadMessage[];
  openUrl: string | null;
  /** Replies go to the conversation. */
  canAnswer: boolean;
  unsubscribeUrl: string;
}): Promise<Mail> {
  const { language, tenant, messages, openUrl, canAnswer, unsubscribeUrl } = input;
  const words = WORDS[language];
  const author = messages.at(-1)?.author ?? tenant.teamName;
  const shown = messages.slice(0, MAX_MESSAGES);
  const hidden = messages.length - shown.length;
  const subject = words.subject(tenant.teamName);
  const body = html`${shown.map(
    (message, at) =>
      html`${
          shown[at - 1]?.author === message.author
            ? ""
            : html`<p dir="auto" class="quiet" style="${NAME}">${message.author}</p>`
        }
        <p
          dir="auto"
          class="bubble"
          style="margin:0 0 8px;padding:12px 16px;background:#f4f4f5;border-radius:10px;unicode-bidi:plaintext"
        >
          ${linesOf(message.body)}
        </p>`,
  )}${hidden > 0 ? html`<p style="margin:8px 0 0">${words.more(hidden)}</p>` : ""}
  ${canAnswer ? html`<p style="margin:16px 0 0">${words.answer}</p>` : ""}`;
  const layout = await renderEmailLayout({
    language,
    subject,
    preview: cutText(messages.at(-1)?.body ?? "", PREVIEW_CHARACTERS),
    tenant: tenant.teamName,
    accentColour: tenant.accentColour,
    heading: words.heading(messages.length, author),
    body,
    button: openUrl === null ? null : { label: words.open, url: openUrl },
    footer: html`${words.why(tenant.name)} <a href="${unsubscribeUrl}" style="color:#71717a">${words.stop}</a>.`,
  });
  const text = [
    words.heading(messages.length, author),
    ...shown.map((message) => `${message.author}:\n${message.body}`),
    ...(hidden > 0 ? [words.more(hidden)] : []),
    ...(canAnswer ? [words.answer] : []),
    ...(openUrl === null ? [] : [`${words.open}: ${openUrl}`]),
    `-- \n${words.why(tenant.name)}\n${words.stop}: ${unsubscribeUrl}`,
  ].join("\n\n");
  return { language, subject, notice: words.notice(messages.length, author), html: layout, text };
}
