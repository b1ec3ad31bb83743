import { z } from "zod";
import { TimeZone } from "./time-zone.ts";

/** What people may choose about; the other events (an invitation, a test) are mailed because somebody asked for them. */
export const CHOSEN_EVENTS = [
  "message.unread",
  "conversation.waiting",
  "conversation.assigned",
  "conversation.mentioned",
  "conversation.closed",
] as const;
export type ChosenEvent = (typeof CHOSEN_EVENTS)[number];

/** Whether people may choose to be notified of it; whatever else they are sent was asked for, or has to be known. */
export function isChosenEvent(event: string): event is ChosenEvent {
  return (CHOSEN_EVENTS as readonly string[]).includes(event);
}

/** What people may choose between. */
export const CHOSEN_CHANNELS = ["in_app", "push", "email", "sms"] as const;
export type ChosenChannel = (typeof CHOSEN_CHANNELS)[number];

const TO_PEOPLE: readonly ChosenChannel[] = ["in_app", "push", "email"];
/** Who is told of what, and where. A choice beyond it would have no effect and is refused. */
const REACHED_ON: Readonly<Record<"customer" | "user", Partial<Record<ChosenEvent, readonly ChosenChannel[]>>>> = {
  customer: { "message.unread": ["push", "email", "sms"] },
  user: {
    "conversation.waiting": TO_PEOPLE,
    "conversation.assigned": TO_PEOPLE,
    "conversation.mentioned": TO_PEOPLE,
    "conversation.closed": TO_PEOPLE,
  },
};
export type NotifiedAudience = keyof typeof REACHED_ON;

/** On which channels somebody is told of it; none when it is not for them. */
export function channelsReaching(audience: NotifiedAudience, event: ChosenEvent): readonly ChosenChannel[] {
  return REACHED_ON[audience][event] ?? [];
}

export const TimeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "use HH:MM, 00:00 to 23:59");

/** From `from` until `to`, which may be the next morning, only what cannot wait is sent. */
export const QuietHours = z.strictObject({ from: TimeOfDay, to: TimeOfDay, timeZone: TimeZone });
export type QuietHours = z.infer<typeof QuietHours>;

export const ChannelChoices = z.strictObject({
  in_app: z.boolean(),
  push: z.boolean(),
  email: z.boolean(),
  sms: z.boolean(),
});
export type ChannelChoices = z.infer<typeof ChannelChoices>;

const byEvent = <Schema extends z.ZodType>(schema: Schema) =>
  z.strictObject({
    "message.unread": schema,
    "conversation.waiting": schema,
    "conversation.assigned": schema,
    "conversation.mentioned": schema,
    "conversation.closed": schema,
  });

/** The languages that mails to the desk's people, and to customers, are written in. */
export const MAIL_LANGUAGES = ["en", "de", "es"] as const;
export const MailLanguage = z.enum(MAIL_LANGUAGES);
export type MailLanguage = z.infer<typeof MailLanguage>;

/** What holds for somebody: their own choices over the tenant's over Chorus' own. */
export const NotificationPreferences = z
  .object({ events: byEvent(ChannelChoices), quietHours: QuietHours.nullable(), language: MailLanguage })
  .meta({ id: "NotificationPreferences" });
export type NotificationPreferences = z.infer<typeof NotificationPreferences>;

/** What is named changes; the rest stays. */
export const NotificationPreferencesPatch = z.strictObject({
  events: byEvent(ChannelChoices.partial().optional()).partial().optional(),
  quietHours: QuietHours.nullable().optional(),
  /** Of mails to the desk's people; customers read theirs in the language of their browser. */
  language: MailLanguage.optional(),
});
export type NotificationPreferencesPatch = z.infer<typeof NotificationPreferencesPatch>;

/** What is named in the patch, over what was chosen before. */
export function mergeChoices(
  own: NotificationPreferencesPatch,
  patch: NotificationPreferencesPatch,
): NotificationPreferencesPatch {
  const events = Object.fromEntries(
    CHOSEN_EVENTS.map((event) => [event, { ...own.events?.[event], ...patch.events?.[event] }]),
  );
  const quietHours = patch.quietHours === undefined ? own.quietHours : patch.quietHours;
  const language = patch.language ?? own.language;
  return {
    events,
    ...(quietHours === undefined ? {} : { quietHours }),
    ...(language === undefined ? {} : { language }),
  };
}

/**
 * Why choices in `patch` that turn on what reaches none of `audiences` are refused; undefined when there are none. What is on
 * in `stored` may be sent again, as what was read comes back with a change.
 */
export function whyWithoutEffect(
  audiences: readonly NotifiedAudience[],
  stored: NotificationPreferencesPatch,
  patch: NotificationPreferencesPatch,
): string | undefined {
  const reaches = (event: ChosenEvent, channel: ChosenChannel) =>
    audiences.some((audience) => channelsReaching(audience, event).includes(channel));
  const isNew = (event: ChosenEvent, channel: ChosenChannel) =>
    patch.events?.[event]?.[channel] === true && stored.events?.[event]?.[channel] !== true;
  const choices = CHOSEN_EVENTS.flatMap((event) =>
    CHOSEN_CHANNELS.filter((channel) => isNew(event, channel) && !reaches(event, channel)).map(
      (channel) => `${event} by ${channel}`,
    ),
  );
  return choices.length === 0 ? undefined : `Nobody is notified of this: ${choices.join(", ")}. Leave it off.`;
}
