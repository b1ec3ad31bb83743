import { createHash } from "node:crypto";

export const DEVELOPMENT_INTERNAL_SECRET = "development-internal-secret-change-me";
export const DEVELOPMENT_LINK_SECRET = "development-link-secret-to-change-as-well";
export const DEVELOPMENT_TWILIO_TOKEN = "development-twilio-token";
export const DEVELOPMENT_STRIPE_KEY = "sk_test_development-stripe-key";
export const DEVELOPMENT_STRIPE_WEBHOOK_SECRET = "whsec_development-stripe-webhooks";
/** Of the services' roles in a database on this machine. */
export const DEVELOPMENT_DATABASE_PASSWORD = "chorus-service";

/** The same at each start, so that push subscriptions stay valid. Derived, so that no key is in a file. */
export const DEVELOPMENT_VAPID_PRIVATE_KEY = createHash("sha256")
  .update("chorus development push messages")
  .digest("base64url");

/** Secrets that are published in this repository. */
const PUBLISHED_SECRETS = [
  DEVELOPMENT_INTERNAL_SECRET,
  DEVELOPMENT_LINK_SECRET,
  DEVELOPMENT_TWILIO_TOKEN,
  DEVELOPMENT_STRIPE_KEY,
  DEVELOPMENT_STRIPE_WEBHOOK_SECRET,
  DEVELOPMENT_DATABASE_PASSWORD,
  DEVELOPMENT_VAPID_PRIVATE_KEY,
  "development-chorus-secret-change-me-too",
  "dev-operator-key",
  "development-mail-callback-key-of-no-secret",
];

/** Whether it is a published secret, also with something before, behind or in other letters: whoever reads the repository guesses that. */
export function isPublishedSecret(text: string): boolean {
  const folded = text.toLowerCase();
  return PUBLISHED_SECRETS.some((secret) => folded.includes(secret.toLowerCase()));
}

/** 32 random characters hardly ever have fewer distinct ones. */
const MIN_DIFFERENT_CHARACTERS = 10;
/** Random text hardly ever has a longer ascending, descending or constant run. */
const MAX_SEQUENCE = 7;

/** Whether it has few distinct characters, a sequence such as 0123456789, or repetitions. */
export function isNoRandomText(text: string): boolean {
  return new Set(text).size < MIN_DIFFERENT_CHARACTERS || longestSequence(text) > MAX_SEQUENCE || isRepeated(text);
}

function longestSequence(text: string): number {
  let longest = 1;
  let length = 1;
  for (let index = 1; index < text.length; index += 1) {
    const step = text.charCodeAt(index) - text.charCodeAt(index - 1);
    const before = index < 2 ? step : text.charCodeAt(index - 1) - text.charCodeAt(index - 2);
    if (Math.abs(step) > 1) length = 1;
    else length = step === before ? length + 1 : 2;
    longest = Math.max(longest, length);
  }
  return longest;
}

function isRepeated(text: string): boolean {
  for (let period = 1; period <= text.length / 2; period += 1) {
    if (text.slice(period) === text.slice(0, -period)) return true;
  }
  return false;
}
