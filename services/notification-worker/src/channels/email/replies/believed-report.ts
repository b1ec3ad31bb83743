import type { IncomingMail } from "../reading/read-mail.ts";

const MAILER = /^(?:mailer-daemon|postmaster)@/;

/**
 * Whether a report about one of our mails may suppress its address. Whoever was forwarded our mail can write one, so it has to
 * come as mail servers send them: with an empty envelope sender and from a mailer. When a mail server in front authenticates
 * senders, it must have authenticated this one, or have written the report itself.
 */
export function isBelievedReport(
  mail: Pick<IncomingMail, "from" | "isVerified" | "root">,
  envelopeFrom: string,
  trustedHost: string | null,
): boolean {
  if ((envelopeFrom !== "" && envelopeFrom !== "<>") || mail.from === null || !MAILER.test(mail.from)) return false;
  if (trustedHost === null || mail.isVerified) return true;
  // It authenticates incoming mails only, and not its own.
  const isJudged = mail.root.headers.some(({ key }) => key === "authentication-results");
  return !isJudged && mail.from.endsWith(`@${trustedHost.toLowerCase()}`);
}
