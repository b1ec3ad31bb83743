import { channelsReaching, CHOSEN_EVENTS } from "@chorus/contracts/entities/notification-preferences";
import type { ChoiceRow } from "./choice-matrix.tsx";

/** What the desk's people may choose about. */
export const ROWS_FOR_PEOPLE: readonly ChoiceRow[] = CHOSEN_EVENTS.map((event) => ({
  event,
  channels: channelsReaching("user", event),
})).filter(({ channels }) => channels.length > 0);
