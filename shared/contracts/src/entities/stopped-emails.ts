import { CHOSEN_EVENTS, type ChosenEvent, type NotificationPreferencesPatch } from "./notification-preferences.ts";

/** By event, the addresses (in lower case) whose owners have unsubscribed from its emails. */
export type StoppedEmails = Partial<Record<ChosenEvent, readonly string[]>>;

/** What somebody has chosen, and what was stopped at addresses that they have or had. `address` is the one they have now. */
export interface StoredChoices {
  own: NotificationPreferencesPatch;
  stopped: StoppedEmails;
  address: string | null;
}

/** A person's choices with what the owner of their present address has stopped. */
export function choicesAtAddress({ own, stopped, address }: StoredChoices): NotificationPreferencesPatch {
  const events = CHOSEN_EVENTS.filter((event) => isStopped(stopped, event, address)).map((event) => [
    event,
    { ...own.events?.[event], email: false },
  ]);
  return events.length === 0 ? own : { ...own, events: { ...own.events, ...Object.fromEntries(events) } };
}

/** What stays stopped when a person turns the emails about an event on: other addresses than their present one. */
export function stoppedAfter(
  { stopped, address }: StoredChoices,
  { events }: NotificationPreferencesPatch,
): StoppedEmails {
  return Object.fromEntries(
    CHOSEN_EVENTS.flatMap((event) => {
      const isOn = events?.[event]?.email === true;
      const left = (stopped[event] ?? []).filter((one) => !isOn || one !== address?.toLowerCase());
      return left.length === 0 ? [] : [[event, left]];
    }),
  );
}

/** A change without the emails that are off at this address anyway: whoever sends back what was read says nothing of other addresses. */
export function withoutStopped(
  { stopped, address }: StoredChoices,
  { events, ...others }: NotificationPreferencesPatch,
): NotificationPreferencesPatch {
  if (!events) return others;
  const kept = CHOSEN_EVENTS.flatMap((event) => {
    const { email, ...channels } = events[event] ?? {};
    const isReadBack = email === false && isStopped(stopped, event, address);
    return events[event] ? [[event, isReadBack || email === undefined ? channels : { ...channels, email }]] : [];
  });
  return { ...others, events: Object.fromEntries(kept) };
}

function isStopped(stopped: StoppedEmails, event: ChosenEvent, address: string | null): boolean {
  return address !== null && (stopped[event]?.includes(address.toLowerCase()) ?? false);
}
