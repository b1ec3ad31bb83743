import type { Generated } from "kysely";
import type { Time, DefaultedTime, Json } from "./columns.ts";

/** One notification of one person on one channel. */
export interface DeliveriesTable {
  tenant_id: string;
  id: string;
  task_id: string;
  kind: string;
  conversation_id: string | null;
  subject_id: string | null;
  recipient_type: "user" | "customer";
  recipient_id: string;
  channel: "email" | "sms" | "push" | "webhook" | "in_app";
  address: string;
  from_seq: number | null;
  to_seq: number | null;
  status: "queued" | "held" | "sent" | "delivered" | "failed" | "bounced" | "suppressed" | "cancelled" | "unknown";
  reason: string | null;
  provider: string | null;
  provider_id: string | null;
  attempts: Generated<number>;
  /** Of a mail to a customer: the subject of its conversation's mails. */
  mail_subject: string | null;
  claimed_at: Time | null;
  due_at: Time | null;
  seen_at: Time | null;
  created_at: DefaultedTime;
  updated_at: DefaultedTime;
}

export interface DeliveryStepsTable {
  tenant_id: string;
  delivery_id: string;
  number: number;
  at: DefaultedTime;
  status: string;
  detail: string | null;
}

export interface NotificationPreferencesTable {
  tenant_id: string;
  person_id: string;
  settings: Json<Record<string, unknown>>;
  updated_at: DefaultedTime;
}

/** Addresses that get nothing any more. */
export interface SuppressionsTable {
  tenant_id: string;
  channel: string;
  address: string;
  reason: string;
  created_at: DefaultedTime;
}

/** Addresses (in lower case) whose owners have unsubscribed from the mails about an event. */
export interface StoppedEmailsTable {
  tenant_id: string;
  address: string;
  event: string;
  created_at: DefaultedTime;
}

/** A browser that asked for push messages. */
export interface PushSubscriptionsTable {
  tenant_id: string;
  id: string;
  person_id: string;
  endpoint: string;
  p256dh: string;
  auth: string;
  created_at: DefaultedTime;
}
