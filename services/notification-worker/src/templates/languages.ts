import { MAIL_LANGUAGES, type MailLanguage } from "@chorus/contracts/entities/notification-preferences";

export type { MailLanguage };

/** The first supported language of the reader's; English when none is. */
export function mailLanguage(...locales: (string | null | undefined)[]): MailLanguage {
  for (const locale of locales) {
    const language = MAIL_LANGUAGES.find((candidate) => locale?.toLowerCase().startsWith(candidate));
    if (language) return language;
  }
  return "en";
}
