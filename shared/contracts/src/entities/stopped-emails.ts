import { CHOSEN_EVENTS, type ChosenEvent, type NotificationPreferencesPatch } from "./notification-preferences.ts";

/** What somebody has chosen, and the events whose emails were stopped at the address that they have now. */
export interface StoredChoices {
  own: NotificationPreferencesPatch;
  stopped: readonly ChosenEvent[];
}

/** A person's choices with what was stopped at their present address. */
export function choicesAtAddress({ own, stopped }: StoredChoices): NotificationPreferencesPatch {
  if (stopped.length === 0) return own;
  const events = stopped.map((event) => [event, { ...own.events?.[event], email: false }]);
  return { ...own, events: { ...own.events, ...Object.fromEntries(events) } };
}

/** The events whose emails a change turns on again at the present address. */
export function resumedBy(
  { stopped }: StoredChoices,
  { events }: NotificationPreferencesPatch,
): readonly ChosenEvent[] {
  return stopped.filter((event) => events?.[event]?.email === true);
}

/** A change without the emails that are off at this address anyway: whoever sends back what was read says nothing of other addresses. */
export function withoutStopped(
  { stopped }: StoredChoices,
  { events, ...others }: NotificationPreferencesPatch,
): NotificationPreferencesPatch {
  if (!events) return others;
  const kept = CHOSEN_EVENTS.flatMap((event) => {
    const { email, ...channels } = events[event] ?? {};
    const isReadBack = email === false && stopped.includes(event);
    return events[event] ? [[event, isReadBack || email === undefined ? channels : { ...channels, email }]] : [];
  });
  return { ...others, events: Object.fromEntries(kept) };
}
