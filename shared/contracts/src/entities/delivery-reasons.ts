import { z } from "zod";

/**
 * Every reason in a delivery log, in plain English; `{values}` are a provider's text, a number, a name. The sentence is
 * stored; its code is parsed from it, so that other languages can show it.
 */
export const DELIVERY_REASONS = {
  nothing_left: "There was nothing left to say.",
  settled: "It was settled before it could be sent.",
  address_changed: "The address was changed: it goes to the present one.",
  company_suspended: "The company was suspended.",
  recipient_left: "They no longer work here.",
  recipient_role: "They no longer manage the company.",
  customer_banned: "The customer was banned.",
  customer_erased: "The customer was erased.",
  not_chosen: "It was turned off before it could be sent.",
  provider_away: "the provider is away",
  no_provider: "This installation has no provider for {channel}.",
  switched_off: "Switched off: {channel}.",
  address_quota: "too many in an hour to this address",
  company_quota: "the company's hourly limit is reached",
  company_day_quota: "the company's daily limit of mails is reached",
  worker_ended: "The worker ended while the provider was answering: it may have arrived. Retry to send it again.",
  not_one_address: "This is not one mail address.",
  mail_unanswered: "The mail server did not answer after it was given the mail ({words}): it may have arrived.",
  mail_unreachable: "The mail server cannot be reached ({words})",
  mail_later: "The mail server asks to come again ({words})",
  mail_unknown_address: "The mail server knows no such address ({words})",
  mail_login: "The mail server refuses our login ({words})",
  mail_refused: "The mail server refused the mail ({words})",
  mail_policy: "The mail server refuses mails of this installation ({words}). Its operator has to look into it.",
  mail_delayed: "The mail has not arrived yet, its server goes on trying ({words}).",
  not_composed: "It could not be written: an error of Chorus.",
  sms_unreachable: "Twilio cannot be reached ({words})",
  sms_unanswered: "Twilio did not answer ({words}): it may have been sent.",
  sms_opted_out: "The recipient has opted out (STOP).",
  sms_no_number: "No such number ({words})",
  sms_slower: "Twilio asks to send more slowly",
  sms_not_now: "Twilio does not take it now ({words})",
  sms_refused: "Twilio refused the message ({words})",
  sms_not_delivered: "The network did not deliver it (Twilio {words}).",
  sms_incomplete: "This is no complete telephone number with its country's code.",
  sms_country: "Text messages to {country} are not allowed: the operator names the countries (SMS_COUNTRIES).",
  sms_block: "Too many text messages to numbers of this block within ten minutes.",
  sms_stopped: "They answered {words}.",
  push_ended: "The browser has ended its subscription.",
  push_keys: "The subscription's keys cannot be used ({words}).",
  push_unknown_service: "The subscription names no push service that is known here.",
  push_private: "The push service's name leads to a private address.",
  push_unreachable: "The push service cannot be reached ({words})",
  push_unanswered: "The push service did not answer ({words}): it may have it.",
  push_slower: "The push service asks to send more slowly",
  push_not_now: "The push service does not take it now ({words})",
  push_refused: "The push service refused the message ({words})",
  handed: "attempt {number}, handed to {provider}",
  accepted: "accepted: {words}",
  accepted_by: "accepted by {provider}",
  retried: "tried again by {person}",
} as const;

export type DeliveryReasonCode = keyof typeof DELIVERY_REASONS;
type ValueNames<Template extends string> = Template extends `${string}{${infer Name}}${infer Rest}`
  ? Name | ValueNames<Rest>
  : never;
type Values<Code extends DeliveryReasonCode> = Record<ValueNames<(typeof DELIVERY_REASONS)[Code]>, string>;

const CODES = Object.keys(DELIVERY_REASONS) as [DeliveryReasonCode, ...DeliveryReasonCode[]];

/** A reason as a program reads it; null for a sentence of another version. */
export const DeliveryReason = z
  .object({
    code: z.enum(CODES),
    values: z.record(z.string(), z.string()),
    /** It is tried again by itself. */
    isTriedAgain: z.boolean(),
    /** The number of attempts after which it was given up; null when it was given up for another reason. */
    givenUpAfter: z.int().nullable(),
  })
  .meta({ id: "DeliveryReason" });
export type DeliveryReason = z.infer<typeof DeliveryReason>;

const AGAIN = "; tried again";
const GIVEN_UP = /^given up after (\d+) attempts: /;

/** The sentence that is stored. */
export function formatReason<Code extends DeliveryReasonCode>(
  code: Code,
  ...[values]: [ValueNames<(typeof DELIVERY_REASONS)[Code]>] extends [never] ? [] : [Values<Code>]
): string {
  return fillReason(DELIVERY_REASONS[code], values ?? {});
}

export function fillReason(template: string, values: Readonly<Record<string, string>>): string {
  return template.replaceAll(/\{(\w+)\}/g, (_, name: string) => values[name] ?? "");
}

export function triedAgain(reason: string): string {
  return reason + AGAIN;
}

export function givenUp(reason: string, attempts: number): string {
  return `given up after ${attempts} attempts: ${reason}`;
}

const PATTERNS = CODES.map((code) => {
  const escaped = DELIVERY_REASONS[code].replaceAll(/[$()*+.?[\\\]^|]/g, String.raw`\$&`);
  return { code, pattern: new RegExp(`^${escaped.replaceAll(/\{(\w+)\}/g, "(?<$1>.*)")}$`, "s") };
});

/** Parses a sentence that `formatReason` has made. */
export function readReason(sentence: string | null): DeliveryReason | null {
  if (sentence === null) return null;
  const attempts = GIVEN_UP.exec(sentence);
  const isTriedAgain = sentence.endsWith(AGAIN);
  const bare = sentence.slice(attempts?.[0].length ?? 0, isTriedAgain ? -AGAIN.length : undefined);
  for (const { code, pattern } of PATTERNS) {
    const found = pattern.exec(bare);
    if (found)
      return { code, values: { ...found.groups }, isTriedAgain, givenUpAfter: attempts ? Number(attempts[1]) : null };
  }
  return null;
}
