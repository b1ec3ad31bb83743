import type { MailLanguage } from "./languages.ts";

/** What a template makes. */
export interface Mail {
  language: MailLanguage;
  subject: string;
  html: string;
  text: string;
}

export interface Company {
  name: string;
  teamName: string;
  accentColour: string;
}
