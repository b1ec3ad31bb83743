/** The languages that mails are written in. */
export const MAIL_LANGUAGES = ["en", "de", "es"] as const;
export type MailLanguage = (typeof MAIL_LANGUAGES)[number];

/** The first one that somebody reads; English for who reads none of them. */
export function mailLanguage(...locales: (string | null | undefined)[]): MailLanguage {
  for (const locale of locales) {
    const language = MAIL_LANGUAGES.find((candidate) => locale?.toLowerCase().startsWith(candidate));
    if (language) return language;
  }
  return "en";
}
