import { readReplyToken, replyTokenOf } from "@chorus/auth/reply-address";
import { equalSecrets } from "@chorus/auth/secrets";
import type { Context, Hono } from "hono";
import type { NotificationContext } from "../../../context.ts";
import { tenantOfConversation } from "./find-writer.ts";
import { createLargeMails } from "./large-mails.ts";
import { takeReply, type ReceivedMail } from "./take-reply.ts";
import type { MailOutcome } from "./take-bounces.ts";

export const MAIL_PATH = "/callbacks/mail";

/** The limit of usual mail providers; photographs of a phone fit. Attachments are not stored. */
const LARGEST_BYTES = 25 * 1024 * 1024;

const NOBODY = "";
const TOO_LARGE = "too large";
const COME_AGAIN: MailOutcome = { outcome: "later", detail: "Many large mails are being read: please come again." };

/** The answer to the mail server by outcome: 2xx accepted, SMTP 4xx retry later, SMTP 5xx refused with the text. */
const ANSWERS: Record<MailOutcome["outcome"], { status: 200 | 422 | 429; smtp: string }> = {
  appended: { status: 200, smtp: "250 2.0.0" },
  repeated: { status: 200, smtp: "250 2.0.0" },
  ignored: { status: 200, smtp: "250 2.0.0" },
  recorded: { status: 200, smtp: "250 2.0.0" },
  refused: { status: 422, smtp: "550 5.7.1" },
  later: { status: 429, smtp: "451 4.7.1" },
};

/**
 * Where a mail server delivers mails to the reply addresses: the mail itself as the body (`message/rfc822`), the envelope
 * in `X-Envelope-From` and `X-Envelope-To`, and its key. Nothing is read without the key.
 */
export function mountMail(app: Hono, context: NotificationContext): void {
  const largeMails = createLargeMails();
  app.post(MAIL_PATH, async (http) => {
    const { replies } = context.config;
    const key = /^Bearer (\S+)$/i.exec(http.req.header("authorization") ?? "")?.[1] ?? "";
    if (!replies || !equalSecrets(key, replies.key))
      return http.json({ outcome: "refused", detail: "The key is not the one mail servers were given." }, 401);
    const announced = http.req.header("content-length");
    const sizeBytes = announced === undefined ? null : Number(announced);
    if (sizeBytes !== null && sizeBytes > LARGEST_BYTES) return tooLarge(http);
    const envelope = envelopeOf(http);
    const shareOf = () => tenantAddressed(context, envelope.envelopeTo);
    const taken = await largeMails({ sizeBytes, shareOf }, async () => {
      const raw = await readBody(http);
      return raw === null ? TOO_LARGE : take(context, { raw, ...envelope });
    });
    if (taken === TOO_LARGE) return tooLarge(http);
    const outcome = taken ?? COME_AGAIN;
    context.events.replied(outcome.outcome);
    const { status, smtp } = ANSWERS[outcome.outcome];
    return http.json({ smtp, ...outcome }, status);
  });
}

/**
 * Whose places a large mail takes. All addresses that nobody here has signed share one: anybody can think of many. Those of mails
 * from before links had a secret of their own are among them, because only chat-service tells them apart.
 */
async function tenantAddressed(context: NotificationContext, envelopeTo: string): Promise<string> {
  const { replies, secrets } = context.config;
  const token = replies && replyTokenOf(replies.mailbox, envelopeTo);
  const conversationId = token ? readReplyToken(secrets.links, token) : null;
  if (conversationId === null) return NOBODY;
  try {
    return (await tenantOfConversation(context, conversationId)) ?? NOBODY;
  } catch (error) {
    context.events.mailNotTaken(error);
    return NOBODY;
  }
}

function envelopeOf(http: Context): Pick<ReceivedMail, "envelopeFrom" | "envelopeTo"> {
  return {
    envelopeFrom: http.req.header("x-envelope-from")?.trim() ?? "",
    envelopeTo: http.req.header("x-envelope-to") ?? "",
  };
}

function tooLarge(http: Context): Response {
  return http.json({ outcome: "refused", smtp: "552 5.3.4", detail: "The mail is larger than 25 MB." }, 413);
}

/** Always answers with an SMTP reply: an error here must not lose a mail. */
async function take(context: NotificationContext, handed: ReceivedMail): Promise<MailOutcome> {
  try {
    return await takeReply(context, handed);
  } catch (error) {
    context.events.mailNotTaken(error);
    return { outcome: "later", detail: "The mail could not be taken just now." };
  }
}

/** @returns null when it is too large, for one that has not said so */
async function readBody(http: Context): Promise<Buffer | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of http.req.raw.body ?? []) {
    size += chunk.byteLength;
    if (size > LARGEST_BYTES) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
