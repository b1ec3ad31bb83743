import type { Context, Hono } from "hono";
import { readCallback, refuseUnsigned } from "@chorus/http/signed-callback";
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
    const body = sms && (await readCallback(http, LARGEST_BYTES));
    if (!sms || body === null) return null;
    const form = Object.fromEntries(new URLSearchParams(body));
    const signature = http.req.header("x-twilio-signature") ?? "";
    return twilio.validateRequest(sms.authToken, signature, publicUrl + path, form) ? form : null;
  };
  app.post(TWILIO_STATUS_PATH, async (http) => {
    const form = await read(http, TWILIO_STATUS_PATH);
    if (!form) return refuseUnsigned(http, "Twilio");
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
    if (!form) return refuseUnsigned(http, "Twilio");
    const replyText = await takeSmsAnswer(context, { number: numberOf(form["From"]), text: form["Body"] ?? "" });
    const answer = new twilio.twiml.MessagingResponse();
    if (replyText !== null) answer.message(replyText);
    http.header("content-type", "text/xml");
    return http.body(answer.toString());
  });
}
