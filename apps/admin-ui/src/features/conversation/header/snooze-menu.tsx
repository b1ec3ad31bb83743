import { AlarmClock } from "lucide-react";
import { IconButton } from "../../../components/ui/icon-button.tsx";
import { Menu, MenuItem, MenuLabel } from "../../../components/ui/menu.tsx";
import { serverNowMs } from "../../../lib/browser/now.ts";
import { formatWeekdayTime } from "../../../lib/language/format-time.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { conversationTexts } from "../conversation-texts.ts";
import { commandTexts } from "../../commands/command-texts.ts";
import { useCommands } from "../../../lib/desk/commands.ts";
import { SNOOZES, snoozeTimes } from "./snooze-times.ts";

/** For how long; with the time it comes back. `onChoose` gets an ISO time. */
export function SnoozeMenu({ onChoose }: { onChoose: (until: string) => void }) {
  const t = useTexts(conversationTexts);
  const words = useTexts(commandTexts);
  useCommands(
    SNOOZES.map((name) => ({
      id: `snooze-${name}`,
      label: words.snooze(t.snoozeFor[name]),
      run: () => onChoose(snoozeTimes(new Date(serverNowMs()))[name].toISOString()),
    })),
  );
  return (
    <Menu
      trigger={
        <IconButton label={t.snooze}>
          <AlarmClock aria-hidden="true" size={16} />
        </IconButton>
      }
    >
      <MenuLabel>{t.snooze}</MenuLabel>
      <SnoozeItems onChoose={onChoose} />
    </Menu>
  );
}

/** The times offered, as items of a menu. */
export function SnoozeItems({ onChoose }: { onChoose: (until: string) => void }) {
  const t = useTexts(conversationTexts);
  const times = snoozeTimes(new Date(serverNowMs()));
  // On a Sunday tomorrow is Monday.
  const offered = SNOOZES.filter((name) => name !== "monday" || times.monday.getTime() !== times.tomorrow.getTime());
  return offered.map((name) => (
    <MenuItem key={name} onSelect={() => onChoose(times[name].toISOString())}>
      <span className="flex-1">{t.snoozeFor[name]}</span>
      <span className="ml-6 text-xs text-ink-3 tabular-nums">{formatWeekdayTime(times[name].toISOString())}</span>
    </MenuItem>
  ));
}
