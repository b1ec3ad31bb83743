import type { MailLanguage } from "./languages.ts";

/** What a template makes. */
export interface Mail {
  language: MailLanguage;
  subject: string;
  /** What has happened, in a line: a push message says it. */
  notice: string;
  html: string;
  text: string;
}

export interface Tenant {
  name: string;
  teamName: string;
  accentColour: string;
}
