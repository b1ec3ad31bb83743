import { AlarmClock, CircleCheck, Inbox, type LucideIcon, MessagesSquare, Radio, User } from "lucide-react";
import type { FILTERS } from "../lib/desk/conversation-lists.ts";

/** The icon of each list of conversations. */
export const LIST_ICONS: Readonly<Record<(typeof FILTERS)[number], LucideIcon>> = {
  mine: User,
  here: Radio,
  queue: Inbox,
  open: MessagesSquare,
  snoozed: AlarmClock,
  closed: CircleCheck,
};
