import type {
  ChosenChannel,
  ChosenEvent,
  NotificationPreferences,
  NotificationPreferencesPatch,
} from "@chorus/contracts/entities/notification-preferences";
import { Checkbox } from "../../../components/ui/checkbox.tsx";
import { useTexts } from "../../../lib/language/texts.ts";
import { useChoicesMade } from "../api/use-choices-made.ts";
import { choiceTexts } from "../choice-texts.ts";
import { eventTexts } from "../event-texts.ts";

/** An event, and the channels on which it may be chosen. */
export interface ChoiceRow {
  event: ChosenEvent;
  channels: readonly ChosenChannel[];
}

interface ChoiceMatrixProps {
  rows: readonly ChoiceRow[];
  columns: readonly ChosenChannel[];
  choices: NotificationPreferences["events"];
  /** Rejects when it cannot be saved. */
  save: (events: NonNullable<NotificationPreferencesPatch["events"]>) => Promise<unknown>;
}

/** A table of events by channels. */
export function ChoiceMatrix({ rows, columns, choices, save }: ChoiceMatrixProps) {
  const t = useTexts(choiceTexts);
  const names = useTexts(eventTexts);
  const { made, choose } = useChoicesMade(save, (event, channel, isChosen) => {
    const choice = t.choice(names.events[event], names.channels[channel]);
    return isChosen ? t.on(choice) : t.off(choice);
  });
  return (
    <div className="overflow-x-auto">
      <table aria-label={t.matrix} className="w-full text-left text-sm">
        <thead className="text-xs text-ink-3">
          <tr className="h-9 border-b border-line">
            <th scope="col" className="px-4 font-medium md:px-5">
              {t.what}
            </th>
            {columns.map((channel) => (
              <th key={channel} scope="col" className="w-20 px-2 text-center font-medium">
                {names.channels[channel]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {rows.map(({ event, channels }) => (
            <tr key={event} className="h-11 hover:bg-hover">
              <th scope="row" className="px-4 py-1.5 font-normal md:px-5">
                {names.events[event]}
              </th>
              {columns.map((channel) => (
                <td key={channel} className="px-2 text-center leading-none">
                  {channels.includes(channel) && (
                    <Checkbox
                      isLabelHidden
                      label={t.choice(names.events[event], names.channels[channel])}
                      isChecked={made[event]?.[channel] ?? choices[event][channel]}
                      onChange={(isChosen) => choose(event, channel, isChosen)}
                    />
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
