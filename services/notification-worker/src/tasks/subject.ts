import type { NotificationEvent } from "@chorus/contracts/entities/delivery";
import type { ChosenChannel, NotificationPreferencesPatch } from "@chorus/contracts/entities/notification-preferences";
import type { ClaimedTask } from "@chorus/tasks/claimed-task";

/** Somebody should hear of this; what it is about. */
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
