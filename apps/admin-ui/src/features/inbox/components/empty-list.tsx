import { AlarmClock, CircleCheck, Inbox, Radio, UsersRound } from "lucide-react";
import { PanelMessage } from "../../../components/ui/panel-message.tsx";
import { type Filter, teamOf } from "../../../lib/desk/conversation-lists.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { inboxTexts } from "../inbox-texts.ts";

const ICONS = {
  mine: Inbox,
  here: Radio,
  queue: CircleCheck,
  open: Inbox,
  snoozed: AlarmClock,
  closed: CircleCheck,
  team: UsersRound,
} as const;

/** What the list is for, while nothing is in it. */
export function EmptyList({ filter }: { filter: Filter }) {
  const t = useTexts(inboxTexts);
  const name = teamOf(filter) === null ? (filter as keyof typeof ICONS) : "team";
  return (
    <PanelMessage icon={ICONS[name]} title={t.empty[name].title}>
      {t.empty[name].text}
    </PanelMessage>
  );
}
