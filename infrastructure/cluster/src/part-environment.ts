import {
  localOrigins,
  PORTS_BESIDE,
  type PortVariable,
  portVariable,
  SERVICE_NAMES,
  type ServicePrefix,
  SERVICES,
} from "@chorus/contracts/services";
import { developmentVapidKeys, replyMailbox, stripeAccount, twilioAccount } from "@chorus/doubles/development-accounts";
import { databaseUrlFor, isDatabaseService } from "@chorus/database/rights";
import { urlOf } from "@chorus/servers/ports";

type OtherPort = keyof typeof PORTS_BESIDE;

export interface PartAddresses {
  /** Ports of this machine that are not the usual ones. */
  ports?: Partial<Record<PortVariable | OtherPort, number>>;
  databaseUrl: string;
  redisUrl: string;
  /** Empty or absent: no search by meaning. */
  chromaUrl?: string;
}

/** The variables about other parts; each part reads those it needs (its config.ts). */
export function partEnvironment({
  ports = {},
  databaseUrl,
  redisUrl,
  chromaUrl = "",
}: PartAddresses): Record<string, string> {
  const portOf = (variable: OtherPort) => ports[variable] ?? PORTS_BESIDE[variable];
  const services = SERVICE_NAMES.map((name) => ({
    ...{ prefix: SERVICES[name].prefix, variable: portVariable(name) },
    port: ports[portVariable(name)] ?? SERVICES[name].port,
  }));
  const urls = Object.fromEntries(services.map(({ prefix, port }) => [prefix, urlOf(port)])) as Record<
    ServicePrefix,
    string
  >;
  const vapid = developmentVapidKeys();
  return {
    DATABASE_URL: databaseUrl,
    REDIS_URL: redisUrl,
    CHROMA_URL: chromaUrl,
    ...Object.fromEntries(services.map(({ variable, port }) => [variable, String(port)])),
    ...Object.fromEntries(Object.entries(urls).map(([prefix, url]) => [`CHORUS_${prefix}_URL`, url])),
    // Every visitor of a development stack comes from this machine.
    CHAT_NEW_VISITORS_PER_HOUR: "1000000",
    NOTIFICATION_PUBLIC_URL: urls.NOTIFICATION,
    VAPID_PUBLIC_KEY: vapid.publicKey,
    VAPID_PRIVATE_KEY: vapid.privateKey,
    PUSH_DOUBLE_URL: urlOf(portOf("PUSH_DOUBLE_PORT")),
    TWILIO_BASE_URL: urlOf(portOf("TWILIO_DOUBLE_PORT")),
    TWILIO_ACCOUNT_SID: twilioAccount.accountSid,
    TWILIO_AUTH_TOKEN: twilioAccount.authToken,
    TWILIO_FROM: twilioAccount.from,
    COMMERCE_STRIPE_URL: urlOf(portOf("STRIPE_DOUBLE_PORT")),
    COMMERCE_STRIPE_KEY: stripeAccount.apiKey,
    COMMERCE_STRIPE_WEBHOOK_SECRET: stripeAccount.webhookSecret,
    SMS_COUNTRIES: "US,DE,ES,GB",
    MAIL_REPLY_MAILBOX: replyMailbox.address,
    MAIL_CALLBACK_KEY: replyMailbox.key,
    SMTP_URL: `smtp://127.0.0.1:${portOf("MAILBOX_SMTP_PORT")}`,
    CHAT_SERVICE_URL: urls.CHAT,
    PRESENCE_SERVICE_URL: urls.PRESENCE,
    DESK_ORIGINS: localOrigins(portOf("DESK_PORT")),
    WIDGET_ORIGINS: localOrigins(portOf("WIDGET_PORT")),
    CHORUS_DESK_URL: urlOf(portOf("DESK_PORT")),
    CHORUS_WIDGET_URL: urlOf(portOf("WIDGET_PORT")),
  };
}

/** The same for one part: a service connects to Postgres as its own role. */
export function asOwnRole(part: string, variables: Record<string, string>): Record<string, string> {
  const { DATABASE_URL: url } = variables;
  if (!isDatabaseService(part) || url === undefined) return variables;
  return { ...variables, DATABASE_URL: databaseUrlFor(part, url) };
}
