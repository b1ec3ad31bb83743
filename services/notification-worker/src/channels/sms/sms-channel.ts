import { formatReason } from "@chorus/contracts/entities/delivery-reasons";
import type { TenantTx } from "@chorus/database/database";
import type { Clock } from "@chorus/kernel/clock";
import { createBreaker } from "@chorus/kernel/breaker";
import { mailLanguage, type MailLanguage } from "../../templates/languages.ts";
import { type Channel, type DeliveryRow, PROVIDER_BREAKER } from "../channel.ts";
import { readUnread } from "../read-unread.ts";
import { readTenant, type TenantFacts } from "../tenant.ts";
import { refuseNumber } from "./refuse-number.ts";
import { fitSms } from "./segments.ts";
import { createTwilioSender, type TwilioConfig } from "./twilio-client.ts";

/** Enough for a link and two sentences. */
const SEGMENTS = 2;

const WROTE: Record<MailLanguage, string> = { en: "wrote to you", de: "hat Ihnen geschrieben", es: "le ha escrito" };

export interface SmsOptions {
  twilio: TwilioConfig;
  /** Nothing is sent to others. */
  countries: readonly string[];
  clock: Clock;
  /** Twilio's callback for delivery status. */
  statusCallback: string;
}

/** Text messages over Twilio. */
export function createSmsChannel({ twilio, countries, clock, statusCallback }: SmsOptions): Channel {
  const send = createTwilioSender(twilio);
  return {
    provider: "twilio",
    breaker: createBreaker(clock, PROVIDER_BREAKER),
    async compose(tx, delivery) {
      const refusal = refuseNumber(delivery.address, countries);
      if (refusal) return { send: null, status: "suppressed", reason: refusal };
      const body = await write(tx, delivery, await readTenant(tx));
      if (body === null) return { send: null, status: "cancelled", reason: formatReason("nothing_left") };
      return { send: () => send({ to: delivery.address, body, statusCallback }) };
    },
    async close() {
      // No connections are kept open between messages.
    },
  };
}

/** The last of what the customer has not read; null when nothing is left. */
async function write(tx: TenantTx, delivery: DeliveryRow, tenant: TenantFacts): Promise<string | null> {
  if (delivery.kind === "test") return `${tenant.name}: a test from Chorus. Text messages work.`;
  const customer = await tx
    .selectFrom("customers")
    .select("locale")
    .where("id", "=", delivery.recipient_id)
    .executeTakeFirst();
  const message = (await readUnread(tx, delivery)).at(-1);
  if (!customer || !message) return null;
  const before = `${tenant.name}: ${message.author} ${WROTE[mailLanguage(customer.locale)]}: `;
  const after = tenant.siteUrl === null ? "" : ` ${tenant.siteUrl}`;
  return fitSms({ before, text: message.body, after }, SEGMENTS);
}
