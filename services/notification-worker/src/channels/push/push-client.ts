import { cutText } from "@chorus/contracts/cut-text";
import { formatReason } from "@chorus/contracts/entities/delivery-reasons";
import { request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import webPush from "web-push";
import type { Outcome } from "../channel.ts";
import { isAllowedEndpoint, PrivateAddressError, publicLookup, type PushHosts } from "./endpoints.ts";

export interface PushConfig extends PushHosts {
  publicKey: string;
  privateKey: string;
  /** `mailto:` or a page: the contact for the push service. */
  subject: string;
}

export interface PushMessage {
  subscription: { endpoint: string; keys: { p256dh: string; auth: string } };
  payload: string;
  /** A newer message with the same topic replaces one that has not been fetched: at most 32 characters of base64url. */
  topic: string;
}

const TIMEOUT_MS = 10_000;
/** Time to live: after that other channels are used. */
const LIFETIME_SECONDS = 24 * 60 * 60;

/** Sends one encrypted message (RFC 8291) to the browser's push service, signed (RFC 8292). Redirects are not followed. */
export function createPushSender(config: PushConfig) {
  return async ({ subscription, payload, topic }: PushMessage, signal: AbortSignal): Promise<Outcome> => {
    if (!isAllowedEndpoint(subscription.endpoint, config))
      return { status: "bounced", reason: formatReason("push_unknown_service") };
    const { publicKey, privateKey, subject } = config;
    let details: webPush.RequestDetails;
    try {
      details = webPush.generateRequestDetails(subscription, payload, {
        vapidDetails: { publicKey, privateKey, subject },
        ...{ TTL: LIFETIME_SECONDS, topic, urgency: "high", contentEncoding: "aes128gcm" },
      });
    } catch (error) {
      // The browser's keys cannot be used for encryption.
      return {
        status: "bounced",
        reason: formatReason("push_keys", { words: cutText((error as Error).message, 200) }),
      };
    }
    const url = new URL(details.endpoint);
    const isDouble = url.origin === config.doubleOrigin;
    const request = url.protocol === "https:" ? requestHttps : requestHttp;
    return new Promise<Outcome>((resolve) => {
      const sent = request(url, {
        method: "POST",
        headers: details.headers,
        timeout: TIMEOUT_MS,
        signal,
        // A new connection, because a kept one would skip the check of the address.
        agent: false,
        ...(isDouble ? {} : { lookup: publicLookup }),
      });
      let isConnected = false;
      const connected = url.protocol === "https:" ? "secureConnect" : "connect";
      sent.once("socket", (socket) => socket.once(connected, () => (isConnected = true)));
      sent.once("response", (response) => {
        // The body is not read: it comes from outside.
        response.resume();
        resolve(classify(response.statusCode ?? 0, response.headers.location ?? null));
      });
      sent.once("timeout", () => sent.destroy(new Error("it did not answer in time")));
      sent.once("error", (error: Error) => {
        if (error instanceof PrivateAddressError) resolve({ status: "failed", reason: error.message });
        // Before the connection is established nothing can have arrived.
        else if (!isConnected)
          resolve({
            status: "retry",
            isAway: true,
            reason: formatReason("push_unreachable", { words: error.message }),
          });
        else resolve({ status: "unknown", reason: formatReason("push_unanswered", { words: error.message }) });
      });
      sent.end(details.body);
    });
  };
}

function classify(status: number, location: string | null): Outcome {
  if (status >= 200 && status < 300)
    return {
      status: "sent",
      providerId: location?.slice(0, 500) ?? null,
      detail: formatReason("accepted_by", { provider: "the push service" }),
    };
  if (status === 404 || status === 410) return { status: "bounced", reason: formatReason("push_ended") };
  if (status === 429) return { status: "retry", isAway: false, reason: formatReason("push_slower") };
  if (status >= 500)
    return { status: "retry", isAway: true, reason: formatReason("push_not_now", { words: String(status) }) };
  return { status: "failed", reason: formatReason("push_refused", { words: String(status) }) };
}
