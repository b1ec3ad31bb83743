import { CHOSEN_EVENTS, REACHED_ON } from "@chorus/contracts/entities/notification-preferences";
import type { ChoiceRow } from "./choice-matrix.tsx";

/** What the desk's people may choose about. */
export const ROWS_FOR_PEOPLE: readonly ChoiceRow[] = CHOSEN_EVENTS.flatMap((event) =>
  event in REACHED_ON.user ? [{ event, channels: REACHED_ON.user[event as keyof typeof REACHED_ON.user] }] : [],
);
