import { blanked, removed, type Inventory } from "./classes.ts";

/** Replaces an erased address, followed by the delivery's id, because addresses of one task are unique. */
export const ERASED_ADDRESS = "erased ";

/** Notifications and their addresses. The rows are of customers and of members of the desk; only customers' are erased. */
export const NOTIFICATIONS: Inventory<
  | "deliveries"
  | "delivery_steps"
  | "notification_preferences"
  | "suppressions"
  | "stopped_emails"
  | "push_subscriptions"
> = {
  deliveries: {
    key: ["id"],
    customer: { column: "recipient_id", links: "customer" },
    tenantExport: true,
    columns: {
      tenant_id: "identifier",
      id: "identifier",
      task_id: "identifier",
      kind: "none",
      conversation_id: "identifier",
      subject_id: "identifier",
      recipient_type: "none",
      recipient_id: "identifier",
      channel: "none",
      address: blanked(`'${ERASED_ADDRESS}' || id`),
      from_seq: "none",
      to_seq: "none",
      status: "none",
      reason: blanked("null"),
      provider: "none",
      provider_id: blanked("null"),
      attempts: "none",
      mail_subject: blanked("null"),
      claimed_at: "none",
      due_at: "none",
      seen_at: blanked("null"),
      created_at: "none",
      updated_at: "none",
    },
  },
  delivery_steps: {
    key: ["delivery_id", "number"],
    customer: { column: "delivery_id", links: "delivery" },
    tenantExport: true,
    columns: {
      tenant_id: "identifier",
      delivery_id: "identifier",
      number: "none",
      at: "none",
      status: "none",
      detail: blanked("null"),
    },
  },
  notification_preferences: {
    key: ["person_id"],
    customer: { column: "person_id", links: "customer" },
    tenantExport: true,
    columns: {
      tenant_id: "identifier",
      person_id: "identifier",
      settings: removed(),
      updated_at: "none",
    },
  },
  suppressions: {
    key: ["channel", "address"],
    customer: { column: "address", links: "address" },
    tenantExport: true,
    columns: {
      tenant_id: "identifier",
      channel: "none",
      address: removed(),
      reason: removed(),
      created_at: "none",
    },
  },
  stopped_emails: {
    key: ["address", "event"],
    customer: { column: "address", links: "address" },
    tenantExport: true,
    columns: {
      tenant_id: "identifier",
      address: removed(),
      event: "none",
      created_at: "none",
    },
  },
  push_subscriptions: {
    key: ["id"],
    customer: { column: "person_id", links: "customer" },
    tenantExport: { no: "bound to this installation's key: of no use elsewhere" },
    columns: {
      tenant_id: "identifier",
      id: "identifier",
      person_id: "identifier",
      endpoint: removed(),
      p256dh: removed({ no: "a key, of use to whoever pushes" }),
      auth: "secret",
      created_at: "none",
    },
  },
};
