import { kept, type Inventory } from "./classes.ts";

/** Why goods and payments stay. */
export const NOBODYS = "the shop's books, which name nobody then";

/** What was paid to a tenant's shop and given back, and the work behind it. */
export const PAYMENTS: Inventory<
  | "commerce.payments"
  | "commerce.ledger_entries"
  | "commerce.refunds"
  | "commerce.refund_lines"
  | "commerce.payment_events"
  | "commerce.sagas"
  | "commerce.saga_steps"
> = {
  "commerce.payments": {
    key: ["id"],
    customer: { column: "order_id", links: "order" },
    tenantExport: true,
    columns: {
      tenant_id: "identifier",
      id: "identifier",
      order_id: "identifier",
      method: kept(NOBODYS),
      state: "none",
      amount: "none",
      currency: "none",
      created_at: "none",
      intent_id: "identifier",
      card_token: "secret",
      authorized_at: "none",
      captured_at: "none",
      captured: "none",
      voided_at: "none",
      declined_at: "none",
      mismatch_at: "none",
    },
  },
  "commerce.ledger_entries": {
    key: ["id"],
    customer: null,
    tenantExport: true,
    columns: {
      tenant_id: "identifier",
      id: "identifier",
      order_id: "identifier",
      payment_id: "identifier",
      kind: "none",
      amount: "none",
      created_at: "none",
      refund_id: "identifier",
    },
  },
  "commerce.refunds": {
    key: ["id"],
    customer: { column: "order_id", links: "order" },
    tenantExport: true,
    columns: {
      tenant_id: "identifier",
      id: "identifier",
      order_id: "identifier",
      payment_id: "identifier",
      amount: "none",
      currency: "none",
      shipping: "none",
      state: "none",
      provider_id: "identifier",
      request_hash: "none",
      saga_id: "identifier",
      actor_type: "none",
      actor_id: "identifier",
      created_at: "none",
      succeeded_at: "none",
      failed_at: "none",
    },
  },
  "commerce.refund_lines": {
    key: ["refund_id", "order_line_id"],
    customer: { column: "order_id", links: "order" },
    tenantExport: true,
    columns: {
      tenant_id: "identifier",
      refund_id: "identifier",
      order_line_id: "identifier",
      order_id: "identifier",
      quantity: "none",
      amount: "none",
    },
  },
  "commerce.payment_events": {
    key: ["provider", "event_id"],
    customer: null,
    tenantExport: true,
    columns: {
      tenant_id: "identifier",
      provider: "none",
      event_id: "identifier",
      payment_id: "identifier",
      kind: "none",
      amount: "none",
      created_at: "none",
      received_at: "none",
    },
  },
  "commerce.sagas": {
    key: ["id"],
    customer: null,
    tenantExport: { no: "how far work has come: of no use elsewhere" },
    columns: {
      tenant_id: "identifier",
      id: "identifier",
      kind: "none",
      version: "none",
      order_id: "identifier",
      payment_id: "identifier",
      state: "none",
      position: "none",
      is_reverting: "none",
      data: "identifier",
      refusal: "none",
      error: "none",
      waits_until: "none",
      created_at: "none",
      updated_at: "none",
    },
  },
  "commerce.saga_steps": {
    key: ["saga_id", "position", "direction"],
    customer: null,
    tenantExport: { no: "how far work has come: of no use elsewhere" },
    columns: {
      tenant_id: "identifier",
      saga_id: "identifier",
      position: "none",
      direction: "none",
      name: "none",
      state: "none",
      idempotency_key: "identifier",
      failed_at: "none",
      updated_at: "none",
    },
  },
};
