import { MAIL_LANGUAGES } from "@chorus/contracts/entities/notification-preferences";
import { FORMER_LINKS, formerWords } from "./former-words.ts";
import type { Tenant } from "./mail.ts";
import { transcriptWords } from "./transcript.ts";
import { unreadTexts, unreadWords } from "./unread-texts.ts";

/** The words beside the links of mails to customers: a program may begin a new line between the two. */
const LINKS = [...MAIL_LANGUAGES.map(unreadTexts).flatMap(({ open, stop }) => [open, stop]), ...FORMER_LINKS];

/**
 * The fixed texts of mails to customers, in every language: replies quote them, also those of mails of long ago.
 * @param authors of the messages in them
 */
export function ownWords({ name, teamName }: Tenant, authors: readonly string[]): string[] {
  return [
    ...MAIL_LANGUAGES.flatMap((language) => [
      ...unreadWords(language, authors),
      ...transcriptWords(language, teamName),
    ]),
    ...formerWords(name, authors),
    ...LINKS.map((words) => `${words}: https://chorus.invalid`),
  ];
}

/** What stands above a customer's own message in our mails, in every language. */
export const OWN_LABELS: readonly string[] = MAIL_LANGUAGES.map((language) => unreadTexts(language).asked);
