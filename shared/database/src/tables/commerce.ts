import type { Generated, GeneratedAlways, JSONColumnType } from "kysely";
import type { DefaultedTime, Json, Time } from "./columns.ts";
import type { PromotionTables } from "./promotions.ts";

type Actor = "customer" | "user" | "api_key" | "system";

/** Of a tax class, in millionths: 190000 is 19 %. */
export interface StoredRate {
  taxClass: string;
  rate: number;
}

/** The settings of a tenant's shop; without a row it has the defaults (services/commerce). */
export interface ShopsTable {
  tenant_id: string;
  currency: string;
  prices_include_tax: boolean;
  /** In the order in which they were given, each class once. */
  tax_rates: JSONColumnType<StoredRate[]>;
  shipping_fee: number;
  free_shipping_from: number | null;
  manual_orders: Generated<"everybody" | "signed_in" | "desk">;
  version: Generated<number>;
}

export interface CountersTable {
  tenant_id: string;
  name: string;
  value: number;
}

export interface CategoriesTable {
  tenant_id: string;
  id: string;
  parent_id: string | null;
  name: string;
  slug: string;
  position: Generated<number>;
  version: Generated<number>;
  created_at: DefaultedTime;
}

/** An option of a product with its values, in order. */
export interface StoredOption {
  name: string;
  values: string[];
}

export interface ProductsTable {
  tenant_id: string;
  id: string;
  slug: string;
  title: string;
  description: Generated<string>;
  status: Generated<"draft" | "active" | "archived">;
  tax_class: string;
  options: Json<StoredOption[]>;
  search_text: string;
  price_from: number | null;
  price_to: number | null;
  variant_count: Generated<number>;
  version: Generated<number>;
  created_at: DefaultedTime;
  updated_at: DefaultedTime;
  published_at: Time | null;
}

export interface ProductCategoriesTable {
  tenant_id: string;
  product_id: string;
  category_id: string;
}

export interface VariantsTable {
  tenant_id: string;
  id: string;
  product_id: string;
  sku: string;
  options: Json<Record<string, string>>;
  option_key: string;
  price: number;
  currency: string;
  is_tracked: Generated<boolean>;
  position: Generated<number>;
  version: Generated<number>;
  created_at: DefaultedTime;
}

export interface LocationsTable {
  tenant_id: string;
  id: string;
  name: string;
  code: string;
  rank: Generated<number>;
  created_at: DefaultedTime;
}

export interface CartsTable {
  tenant_id: string;
  id: string;
  customer_id: string;
  status: Generated<"open" | "completed">;
  currency: string;
  shipping_address: JSONColumnType<Record<string, unknown>, string | null, string | null> | null;
  quote: JSONColumnType<Record<string, unknown>, string | null, string | null> | null;
  quote_token: string | null;
  quote_expires_at: Time | null;
  holding_since: Time | null;
  version: Generated<number>;
  created_at: DefaultedTime;
  updated_at: DefaultedTime;
}

export interface CartLinesTable {
  tenant_id: string;
  cart_id: string;
  variant_id: string;
  quantity: number;
  added_at: DefaultedTime;
}

export interface OrdersTable {
  tenant_id: string;
  id: string;
  /** Null of a draft, and of one whose card was declined. */
  number: number | null;
  /** Null of one whose card was declined. */
  cart_id: string | null;
  customer_id: string;
  status: Generated<"draft" | "declined" | "placed" | "canceled" | "closed">;
  payment_status: string;
  fulfilment_status: string;
  currency: string;
  prices_include_tax: boolean;
  subtotal: number;
  discount: number;
  shipping: number;
  shipping_tax: number;
  tax: number;
  total: number;
  paid: Generated<number>;
  refunded: Generated<number>;
  shipping_address: JSONColumnType<Record<string, unknown>, string | null, string | null> | null;
  tags: Generated<string[]>;
  held_at: Time | null;
  placed_at: Time;
  canceled_at: Time | null;
  last_event: Generated<number>;
  version: Generated<number>;
}

export interface OrderLinesTable {
  tenant_id: string;
  id: string;
  order_id: string;
  position: number;
  variant_id: string;
  sku: string;
  name: string;
  /** In the order of the product's options. */
  options: JSONColumnType<StoredChoice[]>;
  quantity: number;
  canceled: Generated<number>;
  shipped: Generated<number>;
  delivered: Generated<number>;
  returned: Generated<number>;
  unit: number;
  discount: number;
  tax_rate: number;
  tax: number;
  total: number;
}

/** What was chosen of an option. */
export interface StoredChoice {
  name: string;
  value: string;
}

/** The timeline of an order, and the history of its fields. */
export interface OrderEventsTable {
  tenant_id: string;
  order_id: string;
  number: number;
  kind: string;
  field: string | null;
  old: JSONColumnType<object, string | null, string | null> | null;
  new: JSONColumnType<object, string | null, string | null> | null;
  reason: string | null;
  actor_type: Actor;
  actor_id: string | null;
  created_at: Time;
}

export interface OrderNotesTable {
  tenant_id: string;
  id: string;
  order_id: string;
  body: string;
  actor_type: Actor;
  actor_id: string | null;
  created_at: Time;
}

export interface PaymentsTable {
  tenant_id: string;
  id: string;
  order_id: string;
  method: string;
  /** Of a card what the facts below say. */
  state: "pending" | "authorized" | "captured" | "voided" | "declined" | "mismatch";
  amount: number;
  currency: string;
  created_at: Time;
  /** The provider's own id. */
  intent_id: Generated<string> | null;
  /** What the provider made of the card, until it was asked. */
  card_token: Generated<string> | null;
  authorized_at: DefaultedTime | null;
  captured_at: DefaultedTime | null;
  captured: Generated<number>;
  voided_at: DefaultedTime | null;
  declined_at: DefaultedTime | null;
  mismatch_at: DefaultedTime | null;
}

/** What takes several steps, here and at a provider (services/commerce/src/sagas). */
export interface SagasTable {
  tenant_id: string;
  id: string;
  kind: string;
  version: number;
  order_id: string;
  payment_id: string | null;
  state: "running" | "waiting" | "compensating" | "done" | "reverted" | "stuck";
  position: number;
  is_reverting: Generated<boolean>;
  data: JSONColumnType<object>;
  refusal: JSONColumnType<StoredRefusal, string | null, string | null> | null;
  error: string | null;
  waits_until: Time | null;
  created_at: Time;
  updated_at: Time;
}

export interface StoredRefusal {
  code: string;
  detail: string;
}

export interface SagaStepsTable {
  tenant_id: string;
  saga_id: string;
  position: number;
  direction: "do" | "undo";
  name: string;
  state: "prepared" | "done" | "failed" | "skipped";
  idempotency_key: string | null;
  failed_at: Time | null;
  updated_at: Time;
}

export interface PaymentEventsTable {
  tenant_id: string;
  provider: string;
  event_id: string;
  payment_id: string;
  kind: string;
  amount: number;
  created_at: Time;
  received_at: Time;
}

/** Appended and never changed. */
export interface LedgerEntriesTable {
  tenant_id: string;
  id: string;
  order_id: string;
  payment_id: string;
  kind: "authorized" | "captured" | "voided" | "refunded" | "refund_failed";
  amount: number;
  created_at: Time;
  /** Of what was given back, and of nothing else. */
  refund_id: Generated<string> | null;
}

/** Money that goes back to the card that paid. */
export interface RefundsTable {
  tenant_id: string;
  id: string;
  order_id: string;
  payment_id: string;
  /** With shipping. */
  amount: number;
  currency: string;
  shipping: Generated<number>;
  /** What the facts below say. */
  state: "pending" | "succeeded" | "failed";
  /** The provider's own id. */
  provider_id: Generated<string> | null;
  request_hash: string;
  saga_id: string;
  actor_type: Actor;
  actor_id: string | null;
  created_at: Time;
  succeeded_at: DefaultedTime | null;
  failed_at: DefaultedTime | null;
}

/** Never changed. */
export interface RefundLinesTable {
  tenant_id: string;
  refund_id: string;
  order_line_id: string;
  order_id: string;
  quantity: number;
  amount: number;
}

/** Written by the trigger of stock movements alone. */
export interface StockLevelsTable {
  tenant_id: string;
  variant_id: string;
  location_id: string;
  on_hand: number;
  allocated: number;
  changed_at: Time;
}

/** Appended and never changed: the only way to change a level. */
export interface StockMovementsTable {
  tenant_id: string;
  id: string;
  variant_id: string;
  location_id: string;
  kind: "received" | "allocated" | "released" | "shipped" | "adjusted" | "counted" | "returned" | "transferred";
  quantity: number;
  on_hand_change: GeneratedAlways<number>;
  allocated_change: GeneratedAlways<number>;
  order_line_id: string | null;
  reason: string | null;
  actor_type: Actor;
  actor_id: string | null;
  created_at: Time;
}

/** Stock that a cart keeps from others until it expires. */
export interface HoldsTable {
  tenant_id: string;
  cart_id: string;
  variant_id: string;
  location_id: string;
  quantity: number;
  expires_at: Time;
}

export interface CommerceTables extends PromotionTables {
  "commerce.shops": ShopsTable;
  "commerce.counters": CountersTable;
  "commerce.categories": CategoriesTable;
  "commerce.products": ProductsTable;
  "commerce.product_categories": ProductCategoriesTable;
  "commerce.variants": VariantsTable;
  "commerce.locations": LocationsTable;
  "commerce.carts": CartsTable;
  "commerce.cart_lines": CartLinesTable;
  "commerce.orders": OrdersTable;
  "commerce.order_lines": OrderLinesTable;
  "commerce.order_events": OrderEventsTable;
  "commerce.order_notes": OrderNotesTable;
  "commerce.payments": PaymentsTable;
  "commerce.ledger_entries": LedgerEntriesTable;
  "commerce.payment_events": PaymentEventsTable;
  "commerce.refunds": RefundsTable;
  "commerce.refund_lines": RefundLinesTable;
  "commerce.sagas": SagasTable;
  "commerce.saga_steps": SagaStepsTable;
  "commerce.stock_levels": StockLevelsTable;
  "commerce.stock_movements": StockMovementsTable;
  "commerce.holds": HoldsTable;
}
