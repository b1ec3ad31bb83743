import {
  type ChannelChoices,
  type ChosenEvent,
  CHOSEN_EVENTS,
  type NotificationPreferences,
  type NotificationPreferencesPatch,
} from "./notification-preferences.ts";

const NONE: ChannelChoices = { in_app: false, push: false, email: false, sms: false };

type Defaults = Record<ChosenEvent, ChannelChoices>;

/** Customers are notified of unread answers, and of nothing internal. */
const CUSTOMER: Defaults = {
  "message.unread": { ...NONE, push: true, email: true },
  "conversation.waiting": NONE,
  "conversation.assigned": NONE,
  "conversation.mentioned": NONE,
  "conversation.closed": NONE,
};

/** The desk gets everything in-app; mails are for what was missed. */
const USER: Defaults = {
  "message.unread": NONE,
  "conversation.waiting": { ...NONE, push: true, email: true },
  "conversation.assigned": { ...NONE, in_app: true, push: true, email: true },
  "conversation.mentioned": { ...NONE, in_app: true, push: true, email: true },
  "conversation.closed": { ...NONE, in_app: true },
};

/** The effective preferences: a person's own, else the tenant's, else the defaults. */
export function effectivePreferences(
  recipientType: "user" | "customer",
  tenant: NotificationPreferencesPatch,
  person: NotificationPreferencesPatch,
): NotificationPreferences {
  const defaults = recipientType === "customer" ? CUSTOMER : USER;
  const events = Object.fromEntries(
    CHOSEN_EVENTS.map((event) => [
      event,
      { ...defaults[event], ...defined(tenant.events?.[event]), ...defined(person.events?.[event]) },
    ]),
  ) as Defaults;
  const quietHours = person.quietHours === undefined ? (tenant.quietHours ?? null) : person.quietHours;
  return { events, quietHours, language: person.language ?? tenant.language ?? "en" };
}

function defined(choices: Partial<Record<keyof ChannelChoices, boolean | undefined>> = {}): Partial<ChannelChoices> {
  return Object.fromEntries(Object.entries(choices).filter(([, value]) => value !== undefined));
}
