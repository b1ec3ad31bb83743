import type { MailLanguage } from "./languages.ts";

/** The result of a template. */
export interface Mail {
  language: MailLanguage;
  subject: string;
  /** The event in one line, for push messages. */
  notice: string;
  html: string;
  text: string;
}

export interface Tenant {
  name: string;
  teamName: string;
  accentColour: string;
}
