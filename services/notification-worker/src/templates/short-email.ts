import { markdownToPlain } from "@chorus/markdown/plain";
import { html } from "hono/html";
import type { MailLanguage } from "./languages.ts";
import { linesOf, renderEmailLayout } from "./layout.ts";
import { LIGHT, META } from "./look.ts";
import type { Tenant, Mail } from "./mail.ts";
import { messageHtml } from "./message-html.ts";

interface Link {
  label: string;
  url: string;
}

/** A mail of a few sentences, perhaps what somebody wrote, and one button: invitations, password links, news of the desk. */
export async function shortEmail(input: {
  language: MailLanguage;
  tenant: Tenant;
  subject: string;
  heading: string;
  paragraphs: readonly string[];
  quote?: { author: string; body: string } | null;
  button: Link | null;
  why: string;
  /** Beside `why`: where mails like this are chosen. */
  settings?: Link;
}): Promise<Mail> {
  const { language, tenant, subject, heading, paragraphs, quote, button, why, settings } = input;
  const plainQuote = quote ? markdownToPlain(quote.body) : null;
  const layout = await renderEmailLayout({
    language,
    subject,
    preview: plainQuote ?? paragraphs[0] ?? "",
    tenant: tenant.name,
    accentColour: tenant.accentColour,
    heading,
    body: html`${paragraphs.map((paragraph) => html`<p dir="auto" style="margin:0 0 10px;unicode-bidi:plaintext">${linesOf(paragraph)}</p>`)}${
      quote ? bubbleOf(quote.author, quote.body) : ""
    }`,
    button,
    footer: html`${why}${settings ? html` <a href="${settings.url}" style="color:${LIGHT["ink-3"]}">${settings.label}</a>` : ""}`,
  });
  const text = [
    heading,
    ...paragraphs,
    ...(quote ? [`${quote.author}:\n${plainQuote}`] : []),
    ...(button ? [`${button.label}: ${button.url}`] : []),
    [`-- \n${why}`, ...(settings ? [`${settings.label}: ${settings.url}`] : [])].join("\n"),
  ].join("\n\n");
  return { language, subject, notice: subject, html: layout, text };
}

/** What somebody wrote, under their name unless it stands above already. */
export function bubbleOf(author: string | null, body: string, className: "bubble" | "own" = "bubble") {
  const colour = className === "own" ? LIGHT.own : LIGHT.them;
  return html`${author === null ? "" : html`<p dir="auto" class="quiet" style="margin:12px 0 4px;${META}">${author}</p>`}
    <div class="${className}" style="margin:0 0 6px;padding:10px 14px 4px;background:${colour};border-radius:10px">
      ${messageHtml(body)}
    </div>`;
}
