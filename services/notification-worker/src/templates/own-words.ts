import { MAIL_LANGUAGES } from "@chorus/contracts/entities/notification-preferences";
import type { Tenant } from "./mail.ts";
import { transcriptWords } from "./transcript.ts";
import { unreadWords } from "./unread-messages.ts";

/** What the mails to customers say around the messages, in every language: whoever answers quotes it. */
export function ownWords({ name, teamName }: Tenant): string[] {
  return MAIL_LANGUAGES.flatMap((language) => [...unreadWords(language, name), ...transcriptWords(language, teamName)]);
}
