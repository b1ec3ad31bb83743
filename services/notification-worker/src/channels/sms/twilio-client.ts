import { cutText } from "@chorus/contracts/cut-text";
import { formatReason } from "@chorus/contracts/entities/delivery-reasons";
import twilio from "twilio";
import type RequestClient from "twilio/lib/base/RequestClient.js";
import type { Outcome } from "../channel.ts";

export interface TwilioConfig {
  /** `https://api.twilio.com`, or a fake. */
  baseUrl: string;
  accountSid: string;
  authToken: string;
  from: string;
}

const TIMEOUT_MS = 15_000;

/** Their client has a fixed address; ours may be a fake's. */
class RedirectedClient extends twilio.RequestClient {
  readonly #baseUrl: string;

  constructor(baseUrl: string) {
    super({ timeout: TIMEOUT_MS, autoRetry: false });
    this.#baseUrl = baseUrl;
  }

  override request<Data>(options: RequestClient.RequestOptions<Data>) {
    return super.request<Data>({ ...options, uri: options.uri.replace("https://api.twilio.com", this.#baseUrl) });
  }
}

/** Sends one text message. Twilio has no idempotency key, so without an answer the outcome is unknown. */
export function createTwilioSender(config: TwilioConfig) {
  const client = twilio(config.accountSid, config.authToken, { httpClient: new RedirectedClient(config.baseUrl) });
  return async (message: { to: string; body: string; statusCallback: string }): Promise<Outcome> => {
    try {
      const { sid } = await client.messages.create({ ...message, from: config.from });
      return { status: "sent", providerId: sid, detail: formatReason("accepted_by", { provider: "Twilio" }) };
    } catch (error) {
      return classifyTwilio(error);
    }
  };
}

/** Numbers that do not exist or cannot receive text messages (twilio.com/docs/api/errors). */
const NO_SUCH_NUMBER = new Set([21211, 21214, 21217, 21614]);
const OPTED_OUT = 21610;
/** Nothing was sent, because no connection was made. */
const NOT_CONNECTED = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN"]);

function classifyTwilio(error: unknown): Outcome {
  if (!(error instanceof Error)) throw error;
  const { status, code } = error as { status?: number; code?: number | string };
  const words = cutText(error.message, 200);
  if (status === undefined) {
    if (NOT_CONNECTED.has(String(code)))
      return { status: "retry", isAway: true, reason: formatReason("sms_unreachable", { words }) };
    return { status: "unknown", reason: formatReason("sms_unanswered", { words }) };
  }
  if (code === OPTED_OUT) return { status: "suppressed", reason: formatReason("sms_opted_out") };
  if (NO_SUCH_NUMBER.has(Number(code))) return { status: "bounced", reason: formatReason("sms_no_number", { words }) };
  if (status === 429) return { status: "retry", isAway: false, reason: formatReason("sms_slower") };
  if (status >= 500 || status === 401)
    return { status: "retry", isAway: true, reason: formatReason("sms_not_now", { words: `${status}: ${words}` }) };
  return { status: "failed", reason: formatReason("sms_refused", { words: `${code}: ${words}` }) };
}
