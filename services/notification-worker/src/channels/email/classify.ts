import { sayReason } from "@chorus/contracts/entities/delivery-reasons";
import type { Outcome } from "../channel.ts";
import { SmtpError } from "./smtp-connections.ts";

/** Enhanced codes (RFC 3463) of an address that does not exist or has moved away for good. */
const NO_SUCH_ADDRESS = /\b5\.1\.(1|2|3|6|10)\b/;

/** What an SMTP failure means for the mail. */
export function classifySmtp(error: unknown): Outcome {
  if (!(error instanceof SmtpError)) throw error;
  const { responseCode, message } = error;
  const words = firstLine(message);
  if (error.isAmbiguous) {
    const reason = sayReason("mail_unanswered", { words });
    return { status: "unknown", reason };
  }
  if (responseCode === null) return { status: "retry", isAway: true, reason: sayReason("mail_unreachable", { words }) };
  if (responseCode < 500) return { status: "retry", isAway: false, reason: sayReason("mail_later", { words }) };
  if (responseCode === 550 || responseCode === 551 || responseCode === 553 || NO_SUCH_ADDRESS.test(message))
    return { status: "bounced", reason: sayReason("mail_unknown_address", { words }) };
  // The server does not let us in at all: nothing is wrong with the mail.
  if (responseCode === 530 || responseCode === 535)
    return { status: "retry", isAway: true, reason: sayReason("mail_login", { words }) };
  return { status: "failed", reason: sayReason("mail_refused", { words }) };
}

/** Providers write novels, and may repeat addresses far down. */
function firstLine(message: string): string {
  return (message.split("\n")[0] ?? "").slice(0, 200);
}
