import { cutText } from "@chorus/contracts/cut-text";
import { formatReason } from "@chorus/contracts/entities/delivery-reasons";
import MailComposer from "nodemailer/lib/mail-composer/index.js";
import type { NotificationConfig } from "../../config.ts";
import type { Mail } from "../../templates/mail.ts";
import type { Outcome } from "../channel.ts";
import { classifySmtp } from "./classify.ts";
import { senderName } from "./mail-addresses.ts";
import { createSmtpConnections } from "./smtp-connections.ts";

export interface OutgoingMail {
  /** The same mail has the same, also for a server that gets it twice. */
  id: string;
  at: Date;
  to: string;
  /** Who writes, as mail programs show it. */
  from: string;
  mail: Pick<Mail, "subject" | "text" | "html">;
  replyTo?: string;
  /** What it belongs to, so that mail programs show one thread. */
  thread?: string | null;
  headers?: Readonly<Record<string, string>>;
}

/** Hands mails to the mail server. */
export interface Mailer {
  /** Builds the mail, so that an error is found before the server is asked. @returns what sends it */
  prepare(outgoing: OutgoingMail): Promise<() => Promise<Outcome>>;
  close(): void;
}

export function createMailer({ email }: Pick<NotificationConfig, "email">): Mailer {
  const connections = createSmtpConnections(email.smtpUrl);
  return {
    async prepare(outgoing) {
      const message = compose(email.from, outgoing);
      const text = await message.build();
      return async () => {
        try {
          const answer = await connections.send({ from: email.from, to: outgoing.to }, text);
          return {
            status: "sent",
            providerId: message.messageId(),
            detail: formatReason("accepted", { words: cutText(answer, 200) }),
          };
        } catch (error) {
          return classifySmtp(error);
        }
      };
    },
    close: () => connections.close(),
  };
}

function compose(address: string, { id, at, to, from, mail, replyTo, thread, headers }: OutgoingMail) {
  const domain = address.split("@")[1] ?? "localhost";
  const threadId = thread && `<${thread}@${domain}>`;
  return new MailComposer({
    // No part of a message or name may become a header or a second address.
    from: { name: senderName(from), address },
    to: { name: "", address: to },
    ...(replyTo === undefined ? {} : { replyTo }),
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    messageId: `<${id}@${domain}>`,
    date: at,
    ...(threadId ? { inReplyTo: threadId, references: threadId } : {}),
    headers: { "Auto-Submitted": "auto-generated", ...headers },
    disableFileAccess: true,
    disableUrlAccess: true,
  }).compile();
}
