import {
  CHOSEN_EVENTS,
  type NotificationPreferencesPatch as Choices,
} from "@chorus/contracts/entities/notification-preferences";

/** What is named in the patch, over what was chosen before. */
export function mergeChoices(own: Choices, patch: Choices): Choices {
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
