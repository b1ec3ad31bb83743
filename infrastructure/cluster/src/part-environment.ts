import { replyMailbox } from "@chorus/doubles/development-accounts";
import { developmentVapidKeys } from "@chorus/doubles/development-accounts";
import { twilioAccount } from "@chorus/doubles/development-accounts";
import { urlOf } from "@chorus/servers/ports";

export interface PartAddresses {
  /** Ports of this machine, by the variables that choose them. */
  environment: Record<
    | "CHAT_PORT"
    | "PRESENCE_PORT"
    | "GATEWAY_PORT"
    | "SUMMARY_PORT"
    | "NOTIFICATION_PORT"
    | "DESK_PORT"
    | "WIDGET_PORT"
    | "MAILBOX_SMTP_PORT"
    | "TWILIO_DOUBLE_PORT"
    | "PUSH_DOUBLE_PORT",
    number
  >;
  databaseUrl: string;
  redisUrl: string;
  /** Empty or absent: no search by meaning. */
  chromaUrl?: string;
}

/** What every part is told about the others; each reads what it needs (its config.ts). */
export function partEnvironment({
  environment,
  databaseUrl,
  redisUrl,
  chromaUrl = "",
}: PartAddresses): Record<string, string> {
  const { CHAT_PORT, PRESENCE_PORT, GATEWAY_PORT, SUMMARY_PORT, NOTIFICATION_PORT, DESK_PORT, WIDGET_PORT } =
    environment;
  const vapid = developmentVapidKeys();
  const origins = (port: number) => `http://127.0.0.1:${port},http://localhost:${port}`;
  return {
    DATABASE_URL: databaseUrl,
    REDIS_URL: redisUrl,
    CHROMA_URL: chromaUrl,
    CHAT_PORT: String(CHAT_PORT),
    // Every visitor of a development stack comes from this machine.
    CHAT_NEW_VISITORS_PER_HOUR: "1000000",
    PRESENCE_PORT: String(PRESENCE_PORT),
    GATEWAY_PORT: String(GATEWAY_PORT),
    SUMMARY_PORT: String(SUMMARY_PORT),
    NOTIFICATION_PORT: String(NOTIFICATION_PORT),
    NOTIFICATION_PUBLIC_URL: urlOf(NOTIFICATION_PORT),
    VAPID_PUBLIC_KEY: vapid.publicKey,
    VAPID_PRIVATE_KEY: vapid.privateKey,
    PUSH_DOUBLE_URL: urlOf(environment.PUSH_DOUBLE_PORT),
    TWILIO_BASE_URL: urlOf(environment.TWILIO_DOUBLE_PORT),
    TWILIO_ACCOUNT_SID: twilioAccount.accountSid,
    TWILIO_AUTH_TOKEN: twilioAccount.authToken,
    TWILIO_FROM: twilioAccount.from,
    SMS_COUNTRIES: "US,DE,ES,GB",
    MAIL_REPLY_MAILBOX: replyMailbox.address,
    MAIL_CALLBACK_KEY: replyMailbox.key,
    SMTP_URL: `smtp://127.0.0.1:${environment.MAILBOX_SMTP_PORT}`,
    CHAT_SERVICE_URL: urlOf(CHAT_PORT),
    PRESENCE_SERVICE_URL: urlOf(PRESENCE_PORT),
    DESK_ORIGINS: origins(DESK_PORT),
    WIDGET_ORIGINS: origins(WIDGET_PORT),
    CHORUS_CHAT_URL: urlOf(CHAT_PORT),
    CHORUS_PRESENCE_URL: urlOf(PRESENCE_PORT),
    CHORUS_GATEWAY_URL: urlOf(GATEWAY_PORT),
    CHORUS_SUMMARY_URL: urlOf(SUMMARY_PORT),
    CHORUS_NOTIFICATION_URL: urlOf(NOTIFICATION_PORT),
    CHORUS_DESK_URL: urlOf(DESK_PORT),
    CHORUS_WIDGET_URL: urlOf(WIDGET_PORT),
  };
}
