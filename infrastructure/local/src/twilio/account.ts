import { DEVELOPMENT_TWILIO_TOKEN } from "@chorus/kernel/published-secrets";

/** What the double of Twilio's API knows: an account that exists nowhere else. */
export const twilioAccount = {
  accountSid: `AC${"0".repeat(32)}`,
  authToken: DEVELOPMENT_TWILIO_TOKEN,
  from: "+15005550006",
};
