import { z } from "zod";

export const environment = z.object({
  MAIL_CALLBACK_URL: z.url().describe("where answers by mail are delivered"),
  MAIL_CALLBACK_KEY: z.string().min(32).describe("the key that goes with them"),
  TWILIO_ACCOUNT_SID: z.string().describe("the account the double knows"),
  TWILIO_AUTH_TOKEN: z.string().min(32).describe("its secret"),
});
