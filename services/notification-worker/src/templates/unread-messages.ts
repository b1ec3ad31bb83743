import { markdownToPlain } from "@chorus/markdown/plain";
import { html } from "hono/html";
import type { MailLanguage } from "./languages.ts";
import { linesOf, renderEmailLayout } from "./layout.ts";
import { LIGHT, META } from "./look.ts";
import type { Tenant, Mail } from "./mail.ts";
import { shorten } from "./shorten.ts";
import { bubbleOf } from "./short-email.ts";
import { unreadTexts } from "./unread-texts.ts";

export interface UnreadMessage {
  author: string;
  body: string;
}

/** In one mail with a link to the others, whose number is told. */
const MAX_MESSAGES = 5;
/** In one without a link; the others come in the next. */
const MAX_WITHOUT_LINK = 30;
const PREVIEW_CHARACTERS = 120;
const QUESTION_CHARACTERS = 300;
const BLANK_LINES = /\n\s*\n/g;

/** The first ones, which stand in the mail. */
export function shownOf<Message>(messages: readonly Message[], openUrl: string | null): readonly Message[] {
  return messages.slice(0, openUrl === null ? MAX_WITHOUT_LINK : MAX_MESSAGES);
}

/** Several messages are one mail, below what they answer. */
export async function unreadMessages(input: {
  language: MailLanguage;
  tenant: Tenant;
  messages: readonly UnreadMessage[];
  /** Of the mails before about the same conversation. */
  keptSubject?: string | null;
  /** What the conversation is about, in a few words; null when nobody has said. */
  topic: string | null;
  /** What the customer wrote last before these messages. */
  question: string | null;
  openUrl: string | null;
  /** Replies go to the conversation. */
  canAnswer: boolean;
  unsubscribeUrl: string;
}): Promise<Mail> {
  const { language, tenant, messages, topic, question, openUrl, canAnswer, unsubscribeUrl } = input;
  const words = unreadTexts(language);
  const author = messages.at(-1)?.author ?? tenant.teamName;
  const shown = shownOf(messages, openUrl);
  const hidden = messages.length - shown.length;
  const others = openUrl === null ? words.next(hidden) : words.more(hidden);
  const subject = input.keptSubject ?? words.subject(tenant.teamName, topic);
  const heading = words.heading(messages.length, author);
  const asked =
    question === null ? null : shorten(markdownToPlain(question).replaceAll(BLANK_LINES, "\n"), QUESTION_CHARACTERS);
  const isFirstOfAuthor = (at: number) => shown[at - 1]?.author !== shown[at]?.author;
  const body = html`${asked === null ? "" : askedOf(words.asked, asked)}${shown.map((message, at) =>
    bubbleOf(isFirstOfAuthor(at) ? message.author : null, message.body),
  )}${hidden > 0 ? html`<p style="margin:8px 0 0">${others}</p>` : ""}
  ${canAnswer ? html`<p style="margin:16px 0 0">${words.answer}</p>` : ""}`;
  const layout = await renderEmailLayout({
    language,
    subject,
    preview: shorten(markdownToPlain(messages.at(-1)?.body ?? ""), PREVIEW_CHARACTERS),
    tenant: tenant.teamName,
    accentColour: tenant.accentColour,
    heading,
    body,
    button: openUrl === null ? null : { label: words.open, url: openUrl },
    footer: html`${words.why} <a href="${unsubscribeUrl}" style="color:${LIGHT["ink-3"]}">${words.stop}</a>`,
  });
  const text = [
    heading,
    ...(asked === null ? [] : [`${words.asked}:\n${asked}`]),
    ...shown.map((message) => `${message.author}:\n${markdownToPlain(message.body)}`),
    ...(hidden > 0 ? [others] : []),
    ...(canAnswer ? [words.answer] : []),
    ...(openUrl === null ? [] : [`${words.open}: ${openUrl}`]),
    `-- \n${words.why}\n${words.stop}: ${unsubscribeUrl}`,
  ].join("\n\n");
  return { language, subject, notice: words.notice(messages.length, author), html: layout, text };
}

function askedOf(label: string, text: string) {
  return html`<div
    class="asked"
    style="margin:0 0 12px;padding:0 12px;border-left:2px solid ${LIGHT["line-strong"]};color:${LIGHT["ink-2"]}"
  >
    <p class="quiet" style="margin:0 0 2px;${META}">${label}</p>
    <p dir="auto" style="margin:0;unicode-bidi:plaintext">${linesOf(text)}</p>
  </div>`;
}
