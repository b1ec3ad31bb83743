import type {
  ChosenChannel,
  ChosenEvent,
  NotificationPreferences,
  NotificationPreferencesPatch,
} from "@chorus/contracts/entities/notification-preferences";
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
  const { made, choose } = useChoicesMade(save);
  return (
    <div className="overflow-x-auto">
      <table aria-label={t.matrix} className="w-full text-left text-sm">
        <thead className="text-xs text-ink-mute">
          <tr className="border-b border-line">
            <th scope="col" className="px-5 py-2.5 font-medium">
              {t.what}
            </th>
            {columns.map((channel) => (
              <th key={channel} scope="col" className="px-3 py-2.5 text-center font-medium">
                {names.channels[channel]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {rows.map(({ event, channels }) => (
            <tr key={event}>
              <th scope="row" className="px-5 py-3 font-normal">
                {names.events[event]}
              </th>
              {columns.map((channel) => (
                <td key={channel} className="px-3 py-3 text-center">
                  {channels.includes(channel) && (
                    <input
                      type="checkbox"
                      aria-label={t.choice(names.events[event], names.channels[channel])}
                      checked={made[event]?.[channel] ?? choices[event][channel]}
                      onChange={({ target }) => choose(event, channel, target.checked)}
                      className="size-4 align-middle accent-accent"
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
