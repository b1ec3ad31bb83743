import type { NotificationEvent } from "@chorus/contracts/entities/delivery";
import type { ChosenChannel, NotificationPreferencesPatch } from "@chorus/contracts/entities/notification-preferences";
import type { ClaimedTask } from "@chorus/tasks/claimed-task";

/** A notification task: its event and what it is about. */
export interface NotificationTask {
  tenant_id: string;
  id: string;
  kind: string;
  conversation_id: string | null;
  subject_id: string | null;
  /** The event it began with. */
  first_seq: number | null;
  created_at: Date;
}

export function toNotificationTask(task: ClaimedTask<"notification.decide">): NotificationTask {
  const { kind, conversationId, subjectId } = task.payload;
  return {
    ...{ tenant_id: task.tenantId, id: task.id, kind, conversation_id: conversationId, subject_id: subjectId },
    ...{ first_seq: task.firstSeq, created_at: new Date(task.createdAtMs) },
  };
}

/** One person who may be notified. */
export interface Recipient {
  type: "user" | "customer";
  id: string;
  addresses: Partial<Record<ChosenChannel, string[]>>;
  preferences: NotificationPreferencesPatch;
  /** Why this person need not be notified (any more). */
  obsolete: string | null;
}

/** The subject of a task, from the current data. */
export interface Subject {
  event: NotificationEvent;
  sinceMs: number;
  recipients: Recipient[];
  /** The messages of the notification. */
  fromSeq: number | null;
  toSeq: number | null;
  /** Whether it is enough that one of them is online: a waiting customer needs anybody, an assignment its assignee. */
  anyoneWillDo?: boolean;
}

/** Why nobody has to be notified. */
export function nothing(event: NotificationEvent, sinceMs: number): Subject {
  return { event, sinceMs, recipients: [], fromSeq: null, toSeq: null };
}
