import { MAIL_LANGUAGES } from "@chorus/contracts/entities/notification-preferences";
import type { Tenant } from "./mail.ts";
import { transcriptWords } from "./transcript.ts";
import { unreadWords } from "./unread-messages.ts";

/** The fixed texts of mails to customers, in every language: replies quote them. */
export function ownWords({ name, teamName }: Tenant): string[] {
  return MAIL_LANGUAGES.flatMap((language) => [...unreadWords(language, name), ...transcriptWords(language, teamName)]);
}
