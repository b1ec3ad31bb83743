import { createECDH } from "node:crypto";
import {
  DEVELOPMENT_STRIPE_KEY,
  DEVELOPMENT_STRIPE_WEBHOOK_SECRET,
  DEVELOPMENT_TWILIO_TOKEN,
  DEVELOPMENT_VAPID_PRIVATE_KEY,
} from "@chorus/kernel/published-secrets";

/** Where answers by mail come to in development, and what its mail server is known by. */
export const replyMailbox = {
  address: "reply@chorus.localhost",
  key: "development-mail-callback-key-of-no-secret",
} as const;

/** What the double of Twilio's API knows: an account that exists nowhere else. */
export const twilioAccount = {
  accountSid: `AC${"0".repeat(32)}`,
  authToken: DEVELOPMENT_TWILIO_TOKEN,
  from: "+15005550006",
};

/** What the double of Stripe's API knows, and signs its webhooks with. */
export const stripeAccount = {
  apiKey: DEVELOPMENT_STRIPE_KEY,
  webhookSecret: DEVELOPMENT_STRIPE_WEBHOOK_SECRET,
} as const;

/** Keys of a development stack, the same at each start: browsers stay subscribed. */
export function developmentVapidKeys(): { publicKey: string; privateKey: string } {
  const pair = createECDH("prime256v1");
  pair.setPrivateKey(Buffer.from(DEVELOPMENT_VAPID_PRIVATE_KEY, "base64url"));
  return { publicKey: pair.getPublicKey("base64url"), privateKey: DEVELOPMENT_VAPID_PRIVATE_KEY };
}
