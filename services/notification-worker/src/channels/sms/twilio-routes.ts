import type { Context, Hono } from "hono";
import { e164Of } from "@chorus/kernel/phone-number";
import twilio from "twilio";
import { recordTwilioStatus } from "./twilio-status.ts";
import { takeSmsAnswer } from "./twilio-answer.ts";
import type { NotificationContext } from "../../context.ts";

const LARGEST_BYTES = 64 * 1024;

export const TWILIO_STATUS_PATH = "/callbacks/twilio/status";
export const TWILIO_ANSWER_PATH = "/callbacks/twilio/answers";

/** E.164, as numbers are stored; a short code has no other form. */
function numberOf(given = ""): string {
  return e164Of(given) ?? given;
}

/** Twilio's callbacks. Requests without a valid signature get 403, and their body is not read. */
export function mountTwilio(app: Hono, context: NotificationContext): void {
  const { sms, publicUrl } = context.config;
  const read = async (http: Context, path: string): Promise<Record<string, string> | null> => {
    if (!sms) return null;
    const length = Number(http.req.header("content-length") ?? Number.POSITIVE_INFINITY);
    if (length > LARGEST_BYTES) return null;
    const form = Object.fromEntries(new URLSearchParams(await http.req.text()));
    const signature = http.req.header("x-twilio-signature") ?? "";
    return twilio.validateRequest(sms.authToken, signature, publicUrl + path, form) ? form : null;
  };
  app.post(TWILIO_STATUS_PATH, async (http) => {
    const form = await read(http, TWILIO_STATUS_PATH);
    if (!form) return http.text("The signature is not Twilio's.\n", 403);
    await recordTwilioStatus(context, {
      number: numberOf(form["To"]),
      providerId: form["MessageSid"] ?? "",
      status: form["MessageStatus"] ?? "",
      errorCode: form["ErrorCode"] ?? null,
    });
    return http.body(null, 204);
  });
  app.post(TWILIO_ANSWER_PATH, async (http) => {
    const form = await read(http, TWILIO_ANSWER_PATH);
    if (!form) return http.text("The signature is not Twilio's.\n", 403);
    const replyText = await takeSmsAnswer(context, { number: numberOf(form["From"]), text: form["Body"] ?? "" });
    const answer = new twilio.twiml.MessagingResponse();
    if (replyText !== null) answer.message(replyText);
    http.header("content-type", "text/xml");
    return http.body(answer.toString());
  });
}
