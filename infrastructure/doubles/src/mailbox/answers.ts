import MailComposer from "nodemailer/lib/mail-composer/index.js";
import type { GivenAnswer, StoredMail } from "./mail-store.ts";

/** Where this mail server hands over what is for the reply addresses. */
export interface Callback {
  url: string;
  key: string;
}

/** Answers a mail as a mail program does, quoting it, and hands the answer over as a mail server does. */
export async function answerMail(mail: StoredMail, text: string, callback: Callback, at: Date): Promise<GivenAnswer> {
  const from = mail.To[0]?.Address ?? "";
  const to = (mail.ReplyTo[0] ?? mail.From).Address;
  const said = mail.Text.split("\n").map((line) => `> ${line}`);
  const quoted = [`On ${at.toUTCString()}, ${mail.From.Name || mail.From.Address} wrote:`, ...said].join("\n");
  const raw = await new MailComposer({
    from: { name: mail.To[0]?.Name ?? "", address: from },
    to: { name: "", address: to },
    subject: `Re: ${mail.Subject}`,
    text: `${text}\n\n${quoted}\n`,
    date: at,
    inReplyTo: `<${mail.MessageID}>`,
    references: `<${mail.MessageID}>`,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
    .compile()
    .build();
  return { text, at, ...(await handOver(callback, { raw, from, to })) };
}

async function handOver(
  { url, key }: Callback,
  { raw, from, to }: { raw: Buffer; from: string; to: string },
): Promise<{ outcome: string; detail: string }> {
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: {
        authorization: `Bearer ${key}`,
        "content-type": "message/rfc822",
        "x-envelope-from": from,
        "x-envelope-to": to,
      },
      body: new Uint8Array(raw),
    });
    const { outcome, detail = "" } = (await response.json()) as { outcome: string; detail?: string };
    return { outcome, detail };
  } catch (error) {
    return { outcome: "unreachable", detail: error instanceof Error ? error.message : "" };
  }
}
