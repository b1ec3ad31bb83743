import type {
  ChosenChannel,
  ChosenEvent,
  NotificationPreferences,
  NotificationPreferencesPatch,
} from "@chorus/contracts/entities/notification-preferences";
import { useTexts } from "../../../lib/texts.ts";
import { choiceTexts } from "../choice-texts.ts";
import { eventTexts } from "../event-texts.ts";

interface ChoiceMatrixProps {
  rows: readonly { event: ChosenEvent; channels: readonly ChosenChannel[] }[];
  columns: readonly ChosenChannel[];
  choices: NotificationPreferences["events"];
  /** What is being saved: shown as if it were already. */
  pending: NotificationPreferencesPatch["events"];
  onChoose: (event: ChosenEvent, channel: ChosenChannel, isChosen: boolean) => void;
}

/** What happens down, the ways to be told across. */
export function ChoiceMatrix({ rows, columns, choices, pending, onChoose }: ChoiceMatrixProps) {
  const t = useTexts(choiceTexts);
  const names = useTexts(eventTexts);
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
                      checked={pending?.[event]?.[channel] ?? choices[event][channel]}
                      onChange={({ target }) => onChoose(event, channel, target.checked)}
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
