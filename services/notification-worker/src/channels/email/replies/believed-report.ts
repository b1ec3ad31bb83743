import type { IncomingMail } from "../reading/read-mail.ts";

const MAILER = /^(?:mailer-daemon|postmaster)@/;

/**
 * May a report about a mail of ours keep us from writing to its address again? Whoever was forwarded our mail can write one, so it
 * has to come as mail servers send them: from nobody in the envelope and by a mailer. With a mail server in front that vouches
 * for senders, it has to vouch for this one, or have written the report itself.
 */
export function isBelievedReport(
  mail: Pick<IncomingMail, "from" | "isVerified" | "root">,
  envelopeFrom: string,
  trustedHost: string | null,
): boolean {
  if ((envelopeFrom !== "" && envelopeFrom !== "<>") || mail.from === null || !MAILER.test(mail.from)) return false;
  if (trustedHost === null || mail.isVerified) return true;
  // It judges what comes from outside, and nothing that it writes itself.
  const isJudged = mail.root.headers.some(({ key }) => key === "authentication-results");
  return !isJudged && mail.from.endsWith(`@${trustedHost.toLowerCase()}`);
}
