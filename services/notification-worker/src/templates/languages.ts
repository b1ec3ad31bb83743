import { MAIL_LANGUAGES, type MailLanguage } from "@chorus/contracts/entities/notification-preferences";

export type { MailLanguage };

/** The first one that somebody reads; English for who reads none of them. */
export function mailLanguage(...locales: (string | null | undefined)[]): MailLanguage {
  for (const locale of locales) {
    const language = MAIL_LANGUAGES.find((candidate) => locale?.toLowerCase().startsWith(candidate));
    if (language) return language;
  }
  return "en";
}
