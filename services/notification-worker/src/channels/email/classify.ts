import { cutText } from "@chorus/contracts/cut-text";
import { formatReason } from "@chorus/contracts/entities/delivery-reasons";
import type { Outcome } from "../channel.ts";
import { SmtpError } from "./smtp-connections.ts";

/** The enhanced status code (RFC 3463), which follows the server's own code. */
const ENHANCED = /^\s*\d{3}[ -]([245]\.\d{1,3}\.\d{1,3})\b|\b([245]\.\d{1,3}\.\d{1,3})\b/;
/**
 * The codes of IANA's registry (RFC 3463, RFC 7505) by which the recipient's address does not exist or has moved: no mailbox, no
 * system, bad syntax, moved, no mail at this domain. The other codes of 5.1 are about the sender's address, the sender's limits or
 * nothing certain.
 */
const NO_SUCH_ADDRESS = new Set(["5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10"]);
/** A policy, our reputation, or a missing signature. */
const OURS = /^5\.7\.|^5\.1\.[78]$/;
const POLICY_TEXT =
  /\b(?:spf|dkim|dmarc|spam|relay(?:ing)?|black-?list\w*|block-?list\w*|blocked|reputation|policy|rbl)\b/i;
/** Texts for such an address from servers without enhanced codes. */
const NO_SUCH_ADDRESS_TEXT =
  /\b(?:no such (?:user|mailbox|address|recipient|person)|(?:user|mailbox|recipient|address) (?:is )?(?:unknown|not found|does(?: not|n't) exist)|unknown (?:user|recipient|mailbox|address)|invalid (?:recipient|mailbox)|does(?: not|n't) (?:exist|have an? (?:account|mailbox)))\b/i;
const POLICY = "5.7.0";
const UNKNOWN = "5.0.0";
/** A full mailbox is temporary. */
const MAILBOX_FULL = "5.2.2";
/** Texts for it from servers without enhanced codes. "Message size exceeds" is about the mail. */
const MAILBOX_FULL_TEXT =
  /\b(?:(?:mail ?box|inbox|account|user|recipient)(?:['’]s)? (?:\w+ )?(?:(?:is|has) )?(?:full|over ?quota)|over (?:the |its |their )?quota|quota (?:is |has been )?exceeded|exceed(?:s|ed|ing)? (?:\w+ ){0,2}(?:quota|storage allocation)|insufficient (?:system )?storage)\b/i;

/** What an SMTP failure means for the mail. */
export function classifySmtp(error: unknown): Outcome {
  if (!(error instanceof SmtpError)) throw error;
  const { responseCode, message } = error;
  const words = firstLine(message);
  if (error.isAmbiguous) return { status: "unknown", reason: formatReason("mail_unanswered", { words }) };
  if (responseCode === null)
    return { status: "retry", isAway: true, reason: formatReason("mail_unreachable", { words }) };
  if (responseCode < 500) return { status: "retry", isAway: false, reason: formatReason("mail_later", { words }) };
  // The server refuses the session: the mail is fine.
  if (responseCode === 530 || responseCode === 535 || responseCode === 538)
    return { status: "retry", isAway: true, reason: formatReason("mail_login", { words }) };
  const enhanced = ENHANCED.exec(message);
  const status = enhanced?.[1] ?? enhanced?.[2] ?? null;
  if (status !== null && (status.startsWith("4.") || status === MAILBOX_FULL))
    return { status: "retry", isAway: false, reason: formatReason("mail_later", { words }) };
  if (status === null && MAILBOX_FULL_TEXT.test(message))
    return { status: "retry", isAway: false, reason: formatReason("mail_later", { words }) };
  if (status === null && error.isAboutRecipient && !POLICY_TEXT.test(message) && NO_SUCH_ADDRESS_TEXT.test(message))
    return { status: "bounced", reason: formatReason("mail_unknown_address", { words }) };
  const isPolicy = status === null && POLICY_TEXT.test(message);
  // Codes about the sender's address are our fault.
  return failureOf(error.isAboutSender || isPolicy ? POLICY : (status ?? UNKNOWN), words);
}

/**
 * What a final failure means, by its enhanced status code: an address that does not exist is suppressed; 5.7.x is us (a policy, our
 * reputation, a signature): it raises an alarm, and no address is suppressed.
 */
export function failureOf(
  status: string,
  words: string,
): { status: "bounced" | "failed"; reason: string; isOurs: boolean } {
  if (NO_SUCH_ADDRESS.has(status))
    return { status: "bounced", reason: formatReason("mail_unknown_address", { words }), isOurs: false };
  if (OURS.test(status)) return { status: "failed", reason: formatReason("mail_policy", { words }), isOurs: true };
  return { status: "failed", reason: formatReason("mail_refused", { words }), isOurs: false };
}

/** Providers send long texts, which may repeat addresses far down. */
function firstLine(message: string): string {
  return cutText(message.split("\n")[0] ?? "", 200);
}
