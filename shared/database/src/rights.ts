import { changeAddress } from "@chorus/kernel/server-addresses";
import type { Tables } from "./tables.ts";

/** The services that use Postgres; each connects as a role of its own. */
export const DATABASE_ROLES = {
  "chat-service": "chorus_chat_service",
  "notification-worker": "chorus_notification_worker",
  "summary-engine": "chorus_summary_engine",
  commerce: "chorus_commerce",
} as const;

export type DatabaseService = keyof typeof DATABASE_ROLES;

export interface Rights {
  /** As `grant` names them. Locking a row, also for share, needs the right to update one of its columns. */
  tables: { readonly [Table in keyof Tables]?: string };
  functions: readonly string[];
}

const TASK_FUNCTIONS = [
  ...[
    "tasks_backlog",
    "tasks_claim",
    "tasks_claim_of",
    "tasks_due",
    "tasks_enqueue",
    "tasks_prune",
    "tasks_settle",
    "tasks_settle_of",
  ],
];
/** What is set for flags, of all tenants at once. */
const FLAG_FUNCTIONS = ["read_feature_flags"];
const LOCK_CUSTOMER = "select, update (last_seen_at)";

/**
 * What each service may do, and nothing else; `migrate` grants exactly this. Services of the release before run on this schema too:
 * a right goes one release after its last use.
 */
export const RIGHTS: Readonly<Record<DatabaseService, Rights>> = {
  // It alone writes the log and the audit log, and, through functions only, uses signing keys and deletes tenants.
  "chat-service": {
    tables: {
      tenants: "select, insert, update",
      users: "select, insert, update",
      user_photos: "select, insert, update, delete",
      teams: "select, insert, update, delete",
      team_members: "select, insert, update, delete",
      agent_availability: "select, insert, update",
      customers: "select, insert, update",
      devices: "select, insert, update, delete",
      sessions: "select, insert, update",
      refresh_tokens: "select, insert, update",
      api_keys: "select, insert, update",
      password_links: "select, insert, update",
      idempotency_keys: "select, insert, update, delete",
      conversations: "select, insert, update",
      events: "select, insert, update",
      receipts: "select, insert, update",
      chat_queue: "select, insert, update, delete",
      outbox: "select, insert, update",
      audit_log: "select, insert",
      tasks: "select, insert, update, delete",
      // Written by other services; read for exports, and removed when a customer is erased.
      deliveries: "select, update",
      delivery_steps: "select, update, delete",
      notification_preferences: "select, insert, update, delete",
      push_subscriptions: "select, delete",
      suppressions: "select, update, delete",
      stopped_emails: "select, delete",
      summaries: "select, update, delete",
      summary_feedback: "select, update, delete",
      summary_settings: "select",
      summary_usage: "select",
      search_documents: "select, delete",
      search_progress: "select, delete",
      files:
        "select, insert, delete, update (customer_id, conversation_id, attached_at, scan_state, scan_finding, scanned_at, name)",
      file_blobs: "select, insert, update, delete",
      feature_flags: "select, insert, update, delete",
      operator_log: "select, insert",
      tenant_quotas: "select, insert, update",
      // Written by functions alone.
      tenant_latency: "select",
      sign_ups: "select, insert, delete",
      // Written by commerce; read for exports, and what is about a person is blanked when a customer is erased.
      "commerce.shops": "select",
      "commerce.categories": "select",
      "commerce.products": "select",
      "commerce.product_categories": "select",
      "commerce.variants": "select",
      "commerce.locations": "select",
      "commerce.carts": "select, update (shipping_address)",
      "commerce.cart_lines": "select",
      "commerce.orders": "select, update (shipping_address, tags)",
      "commerce.order_lines": "select",
      "commerce.order_events": "select, update (old, new, reason)",
      "commerce.order_notes": "select, delete",
      "commerce.payments": "select",
      "commerce.ledger_entries": "select",
      "commerce.payment_events": "select",
      "commerce.refunds": "select",
      "commerce.refund_lines": "select",
      "commerce.promotions": "select",
      "commerce.coupons": "select",
      "commerce.cart_coupons": "select",
      "commerce.promotion_uses": "select",
      "commerce.stock_levels": "select",
      "commerce.stock_movements": "select",
    },
    functions: [
      ...["append_events", "conversation_heads", "due_snoozes", "queue_positions", "deployment_epoch"],
      // Whoever writes a customer works out what the index stores.
      ...["find_customers", "customer_words", "fold_text"],
      ...["find_tenant_by_slug", "find_tenant_by_widget_key", "find_api_key", "find_refresh_token"],
      ...["outbox_backlog", "outbox_lock_undispatched", "outbox_lock_unpublished", "outbox_mark_dispatched"],
      ...["outbox_mark_events_published", "outbox_mark_published", "stored_answers"],
      ...["list_signing_keys", "add_signing_key", "add_next_signing_key", "advance_signing_keys"],
      ...["delete_tenant", "delete_tenant_batch", "prune_batch", "audit_tenants", "audit_check"],
      ...["list_tenants", "record_tenant_deletion", "list_latency", "record_latency", "roll_up_latency"],
      ...TASK_FUNCTIONS,
      ...FLAG_FUNCTIONS,
    ],
  },
  "notification-worker": {
    tables: {
      tenants: "select",
      users: "select",
      team_members: "select",
      agent_availability: "select",
      customers: LOCK_CUSTOMER,
      devices: "select",
      sessions: "select",
      password_links: "select",
      conversations: "select",
      events: "select",
      receipts: "select",
      tasks: "select, insert, update, delete",
      deliveries: "select, insert, update",
      delivery_steps: "select, insert",
      notification_preferences: "select, insert, update",
      push_subscriptions: "select, insert, update, delete",
      suppressions: "select, insert, update, delete",
      stopped_emails: "select, insert",
      tenant_quotas: "select, insert, update",
      sign_ups: "select, update (handed_at), delete",
    },
    functions: [
      ...["tenant_of_conversation", "tenant_of_delivery", "tenants_that_wrote_to", "tenants_of_address"],
      // The names that the release before calls.
      ...["company_of_conversation", "company_of_delivery", "companies_that_wrote_to"],
      ...TASK_FUNCTIONS,
      ...FLAG_FUNCTIONS,
    ],
  },
  "summary-engine": {
    tables: {
      tenants: "select",
      users: "select",
      customers: LOCK_CUSTOMER,
      conversations: "select",
      events: "select",
      tasks: "select, insert, update, delete",
      summaries: "select, insert, update, delete",
      summary_feedback: "select, insert, update",
      summary_settings: "select, insert, update",
      tenant_quotas: "select",
      summary_usage: "select, insert, update",
      search_documents: "select, insert, update, delete",
      search_progress: "select, insert, update",
    },
    functions: [
      ...["search_catch_up", "search_deleted_tenants", "search_index_backlog", "search_reindex", "search_tenants"],
      // The names that the release before calls.
      ...["search_companies", "search_deleted_companies"],
      ...TASK_FUNCTIONS,
      ...FLAG_FUNCTIONS,
    ],
  },
  // Movements, the timeline and the ledger are appended alone. Levels are written by the trigger of movements, which has its rights.
  commerce: {
    tables: {
      tenants: "select",
      customers: LOCK_CUSTOMER,
      idempotency_keys: "select, insert, update, delete",
      audit_log: "insert",
      tasks: "select, insert, update, delete",
      "commerce.shops": "select, insert, update",
      "commerce.counters": "select, insert, update",
      "commerce.categories": "select, insert, update, delete",
      "commerce.products": "select, insert, update",
      "commerce.product_categories": "select, insert, delete",
      "commerce.variants": "select, insert, update",
      "commerce.locations": "select, insert, update",
      "commerce.carts": "select, insert, update",
      "commerce.cart_lines": "select, insert, update, delete",
      "commerce.orders": "select, insert, update",
      "commerce.order_lines": "select, insert, update",
      "commerce.order_events": "select, insert",
      "commerce.order_notes": "select, insert",
      "commerce.payments": "select, insert, update",
      "commerce.ledger_entries": "select, insert",
      "commerce.payment_events": "select, insert",
      "commerce.refunds": "select, insert, update",
      "commerce.refund_lines": "select, insert",
      "commerce.promotions": "select, insert, update",
      "commerce.coupons": "select, insert",
      "commerce.cart_coupons": "select, insert, delete",
      "commerce.promotion_uses": "select, insert, update (released_at)",
      "commerce.sagas": "select, insert, update",
      "commerce.saga_steps": "select, insert, update",
      "commerce.stock_levels": "select, insert, update",
      "commerce.stock_movements": "select, insert",
      "commerce.holds": "select, insert, update, delete",
    },
    // Orders are looked for by their customer's name.
    functions: [...TASK_FUNCTIONS, "find_customers", "fold_text"],
  },
};

/**
 * Who takes backups and does nothing else: the only role that reads past row security, because a copy without every tenant's rows
 * is none. It cannot write, and no service has its password.
 */
export const BACKUP_ROLE = "chorus_backup";

/** The role of services of the release before, with the rights of all services. */
export const SHARED_ROLE = "chorus_service";

/** The address of a service, from that of any role with the same password. */
export function databaseUrlFor(service: DatabaseService, databaseUrl: string): string {
  return changeAddress(databaseUrl, (url) => {
    url.username = DATABASE_ROLES[service];
  });
}

export function isDatabaseService(service: string): service is DatabaseService {
  return Object.hasOwn(DATABASE_ROLES, service);
}
