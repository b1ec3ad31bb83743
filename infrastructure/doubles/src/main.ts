import { PORTS_BESIDE } from "@chorus/contracts/services";
import { readEnv } from "@chorus/kernel/config";
import { environment } from "./config.ts";
import { startMailbox } from "./mailbox/server.ts";
import { startTwilioDouble } from "./twilio/server.ts";

/** The mailbox and the double of Twilio as one process, beside notification-worker in a development stack of containers. */
const config = readEnv(environment, process.env);
const mailbox = await startMailbox({
  smtpPort: PORTS_BESIDE.MAILBOX_SMTP_PORT,
  webPort: PORTS_BESIDE.MAILBOX_WEB_PORT,
  webHost: "0.0.0.0",
});
mailbox.takeAnswersTo({ url: config.MAIL_CALLBACK_URL, key: config.MAIL_CALLBACK_KEY });
const twilio = await startTwilioDouble({
  port: PORTS_BESIDE.TWILIO_DOUBLE_PORT,
  accountSid: config.TWILIO_ACCOUNT_SID,
  authToken: config.TWILIO_AUTH_TOKEN,
});
process.stdout.write(`mails arrive at ${mailbox.smtpUrl}, text messages at ${twilio.url}\n`);
for (const signal of ["SIGTERM", "SIGINT"] as const) {
  process.once(signal, () => void Promise.all([mailbox[Symbol.asyncDispose](), twilio[Symbol.asyncDispose]()]));
}
