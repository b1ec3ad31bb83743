/** What the double of Twilio's API knows: an account that exists nowhere else. */
export const twilioAccount = {
  accountSid: `AC${"0".repeat(32)}`,
  authToken: "development-twilio-token",
  from: "+15005550006",
};
