import type {
  ChosenChannel,
  ChosenEvent,
  NotificationPreferencesPatch,
} from "@chorus/contracts/entities/notification-preferences";
import { useState } from "react";
import { showDone, showProblem } from "../../../lib/desk/notices.ts";

type Choices = NonNullable<NotificationPreferencesPatch["events"]>;

/**
 * Recent choices, which are shown before they are saved. Kept as the component's own state, because a checkbox whose
 * value comes from the query would jump back until the query is refreshed. A choice that cannot be saved is
 * undone with a notice, and one that is saved can be taken back.
 */
export function useChoicesMade(
  save: (events: Choices) => Promise<unknown>,
  say: (event: ChosenEvent, channel: ChosenChannel, isChosen: boolean) => string,
) {
  const [made, setMade] = useState<Choices>({});
  const choose = (event: ChosenEvent, channel: ChosenChannel, isChosen: boolean, isUndone = false) => {
    setMade((choices) => ({ ...choices, [event]: { ...choices[event], [channel]: isChosen } }));
    save({ [event]: { [channel]: isChosen } }).then(
      () =>
        showDone(say(event, channel, isChosen), isUndone ? undefined : () => choose(event, channel, !isChosen, true)),
      (error: unknown) => {
        showProblem(error);
        setMade((choices) => {
          const { [channel]: _refused, ...others } = choices[event] ?? {};
          return { ...choices, [event]: others };
        });
      },
    );
  };
  return { made, choose };
}
