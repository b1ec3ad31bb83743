import { equalSecrets } from "@chorus/auth/secrets";
import type { Context, Hono } from "hono";
import type { NotificationContext } from "../../../context.ts";
import { takeReply, type ReceivedMail } from "./take-reply.ts";
import type { Taken } from "./take-bounces.ts";

export const MAIL_PATH = "/callbacks/mail";

/** What mail providers let through; photographs of a phone fit. They are not kept. */
const LARGEST_BYTES = 25 * 1024 * 1024;

/** By what a mail server should say to whoever sends: 2xx kept, 4xx of SMTP come again, 5xx of SMTP refused with the words. */
const ANSWERS: Record<Taken["outcome"], { status: 200 | 422 | 429; smtp: string }> = {
  appended: { status: 200, smtp: "250 2.0.0" },
  repeated: { status: 200, smtp: "250 2.0.0" },
  ignored: { status: 200, smtp: "250 2.0.0" },
  recorded: { status: 200, smtp: "250 2.0.0" },
  refused: { status: 422, smtp: "550 5.7.1" },
  later: { status: 429, smtp: "451 4.7.1" },
};

/**
 * Where a mail server hands over what came to the reply addresses: the mail itself as the body (`message/rfc822`), the envelope
 * in `X-Envelope-From` and `X-Envelope-To`, and the key it was given. Nothing of it is read without the key.
 */
export function mountMail(app: Hono, context: NotificationContext): void {
  app.post(MAIL_PATH, async (http) => {
    const { replies } = context.config;
    const key = /^Bearer (\S+)$/i.exec(http.req.header("authorization") ?? "")?.[1] ?? "";
    if (!replies || !equalSecrets(key, replies.key))
      return http.json({ outcome: "refused", detail: "The key is not the one mail servers were given." }, 401);
    const raw = await readBody(http);
    if (!raw)
      return http.json({ outcome: "refused", smtp: "552 5.3.4", detail: "The mail is larger than 25 MB." }, 413);
    const taken = await take(context, {
      raw,
      envelopeFrom: http.req.header("x-envelope-from")?.trim() ?? "",
      envelopeTo: http.req.header("x-envelope-to") ?? "",
    });
    context.events.replied(taken.outcome);
    const { status, smtp } = ANSWERS[taken.outcome];
    return http.json({ smtp, ...taken }, status);
  });
}

/** A mail server always gets words for SMTP: what goes wrong here is no reason to lose a mail. */
async function take(context: NotificationContext, handed: ReceivedMail): Promise<Taken> {
  try {
    return await takeReply(context, handed);
  } catch (error) {
    context.events.mailNotTaken(error);
    return { outcome: "later", detail: "The mail could not be taken just now." };
  }
}

/** @returns null when it is too large, whatever it said of its length */
async function readBody(http: Context): Promise<Buffer | null> {
  if (Number(http.req.header("content-length") ?? 0) > LARGEST_BYTES) return null;
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of http.req.raw.body ?? []) {
    size += chunk.byteLength;
    if (size > LARGEST_BYTES) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
