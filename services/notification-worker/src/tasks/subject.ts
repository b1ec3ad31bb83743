import type { NotificationEvent } from "@chorus/contracts/entities/delivery";
import type { ChosenChannel, NotificationPreferencesPatch } from "@chorus/contracts/entities/notification-preferences";
import type { NotificationTasksTable } from "@chorus/database/notification-tables";
import type { Selectable } from "kysely";

export type TaskRow = Selectable<NotificationTasksTable>;

/** One person who may have to hear of it. */
export interface Recipient {
  type: "user" | "customer";
  id: string;
  addresses: Partial<Record<ChosenChannel, string[]>>;
  preferences: NotificationPreferencesPatch;
  /** Why this person need not hear of it (any more). */
  obsolete: string | null;
}

/** What a task is about, as the database has it now. */
export interface Subject {
  event: NotificationEvent;
  sinceMs: number;
  recipients: Recipient[];
  /** The messages it tells of. */
  fromSeq: number | null;
  toSeq: number | null;
  /** Is it enough that one of them is here? A waiting customer needs anybody, an assignment its assignee. */
  anyoneWillDo?: boolean;
}

/** Nobody has to hear of it, and why. */
export function nothing(event: NotificationEvent, sinceMs: number): Subject {
  return { event, sinceMs, recipients: [], fromSeq: null, toSeq: null };
}
