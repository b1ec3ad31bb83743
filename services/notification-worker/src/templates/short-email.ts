import { html } from "hono/html";
import type { MailLanguage } from "./languages.ts";
import { linesOf, renderEmailLayout } from "./layout.ts";
import type { Tenant, Mail } from "./mail.ts";

/** A mail of a few sentences and one button: invitations, password links, news of the desk. */
export async function shortEmail(input: {
  language: MailLanguage;
  tenant: Tenant;
  subject: string;
  heading: string;
  paragraphs: readonly string[];
  button: { label: string; url: string } | null;
  why: string;
}): Promise<Mail> {
  const { language, tenant, subject, heading, paragraphs, button, why } = input;
  const layout = await renderEmailLayout({
    language,
    subject,
    preview: paragraphs[0] ?? "",
    tenant: tenant.name,
    accentColour: tenant.accentColour,
    heading,
    body: html`${paragraphs.map((paragraph) => html`<p dir="auto" style="margin:0 0 12px;unicode-bidi:plaintext">${linesOf(paragraph)}</p>`)}`,
    button,
    footer: html`${why}`,
  });
  const text = [heading, ...paragraphs, ...(button ? [`${button.label}: ${button.url}`] : []), `-- \n${why}`].join(
    "\n\n",
  );
  return { language, subject, notice: subject, html: layout, text };
}
