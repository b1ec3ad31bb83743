import type { MessagePreview } from "@chorus/contracts/entities/message";
import type { Generated, GeneratedAlways, JSONColumnType } from "kysely";
import type { Time, DefaultedTime, Json } from "./tables/columns.ts";
import type { CommerceTables } from "./tables/commerce.ts";
import type { FileBlobsTable, FilesTable } from "./tables/files.ts";
import type {
  DeliveriesTable,
  DeliveryStepsTable,
  NotificationPreferencesTable,
  PushSubscriptionsTable,
  StoppedEmailsTable,
  SuppressionsTable,
} from "./tables/notifications.ts";
import type {
  FeatureFlagsTable,
  OperatorLogTable,
  SignUpsTable,
  TenantLatencyTable,
  TenantQuotasTable,
} from "./tables/operator.ts";
import type {
  SearchDocumentsTable,
  SearchProgressTable,
  SummariesTable,
  SummaryFeedbackTable,
  SummarySettingsTable,
  SummaryUsageTable,
} from "./tables/summaries.ts";
import type { TasksTable } from "./tables/tasks.ts";

export interface TenantsTable {
  tenant_id: string;
  slug: string;
  name: string;
  widget_key: string;
  status: Generated<"active" | "suspended">;
  allowed_origins: Generated<string[]>;
  settings: Json<Record<string, unknown>>;
  identity_secret_encrypted: Buffer | null;
  created_at: DefaultedTime;
}

export interface UsersTable {
  tenant_id: string;
  id: string;
  email: string;
  name: string;
  avatar: string | null;
  role: "owner" | "admin" | "supervisor" | "agent" | "viewer";
  password_hash: string | null;
  skills: Generated<string[]>;
  capacity: Generated<number>;
  disabled_at: Time | null;
  created_at: DefaultedTime;
}

/** Photos of the desk's people, as they are served: small, square, written anew. */
export interface UserPhotosTable {
  tenant_id: string;
  user_id: string;
  /** Random and of one photo alone: whoever knows it may see the photo. */
  id: string;
  /** WebP. */
  bytes: Buffer;
  created_at: DefaultedTime;
}

export interface TeamsTable {
  tenant_id: string;
  id: string;
  name: string;
  created_at: DefaultedTime;
}

export interface TeamMembersTable {
  tenant_id: string;
  team_id: string;
  user_id: string;
}

export interface CustomersTable {
  tenant_id: string;
  id: string;
  external_id: string | null;
  name: string;
  email: string | null;
  phone: string | null;
  locale: string | null;
  /** Whether the tenant's backend signed the name, or the id that stands for it. */
  verified: Generated<boolean>;
  /** Whether it signed the address. */
  email_verified: Generated<boolean>;
  attributes: Json<Record<string, unknown>>;
  banned_at: Time | null;
  erased_at: Time | null;
  last_seen_at: Time | null;
  created_at: DefaultedTime;
}

export interface DevicesTable {
  tenant_id: string;
  id: string;
  customer_id: string;
  token_hash: Buffer;
  user_agent: string | null;
  time_zone: string | null;
  /** The only conversation that it may access; null for a customer's own device, which may access all of theirs. */
  conversation_id: string | null;
  created_at: DefaultedTime;
  last_seen_at: DefaultedTime;
  revoked_at: Time | null;
}

export interface AgentAvailabilityTable {
  tenant_id: string;
  user_id: string;
  status: "online" | "away" | "busy";
  since: DefaultedTime;
}

export interface SessionsTable {
  tenant_id: string;
  id: string;
  user_id: string;
  user_agent: string | null;
  ip: string | null;
  created_at: DefaultedTime;
  last_used_at: DefaultedTime;
  revoked_at: Time | null;
}

export interface RefreshTokensTable {
  tenant_id: string;
  id: string;
  session_id: string;
  token_hash: Buffer;
  created_at: DefaultedTime;
  expires_at: Time;
  spent_at: Time | null;
}

export interface ApiKeysTable {
  tenant_id: string;
  id: string;
  name: string;
  key_hash: Buffer;
  scopes: string[];
  created_by: string | null;
  created_at: DefaultedTime;
  expires_at: Time | null;
  last_used_at: Time | null;
  revoked_at: Time | null;
}

export interface ConversationsTable {
  tenant_id: string;
  id: string;
  customer_id: string;
  status: "queued" | "open" | "snoozed" | "closed";
  subject: string | null;
  assignee_id: string | null;
  team_id: string | null;
  priority: Generated<"low" | "normal" | "high" | "urgent">;
  tags: Generated<string[]>;
  last_seq: Generated<number>;
  last_public_seq: Generated<number>;
  last_message: JSONColumnType<MessagePreview, string | null, string | null> | null;
  waiting_since: Time | null;
  closed_at: Time | null;
  snoozed_until: Time | null;
  rating_score: number | null;
  rating_comment: string | null;
  /** When it was rated last; null for ratings of before this was kept. */
  rated_at: Time | null;
  /** The last message or note, else the beginning; or when it was reopened or woke up. Lists are ordered by it. */
  news_at: DefaultedTime;
  owner_kind: Generated<"bot" | "pending" | "human">;
  /** Set when there are brands; nobody reads it yet. */
  brand_id: string | null;
  /** Raised by every change of the owner, so that a decision for an earlier owner has no effect. */
  owner_epoch: Generated<number>;
  owner_reason: string | null;
  /** A 64-bit transaction id; text outside Postgres. */
  changed_xid: Generated<string>;
  created_at: DefaultedTime;
  updated_at: DefaultedTime;
}

export interface EventsTable {
  tenant_id: string;
  conversation_id: string;
  seq: number;
  public_seq: number | null;
  id: string;
  kind: string;
  actor_type: "customer" | "agent" | "system" | "assistant";
  actor_id: string | null;
  actor_name: string;
  client_message_id: string | null;
  data: JSONColumnType<Record<string, unknown>>;
  created_at: Time;
  edited_at: Time | null;
  deleted_at: Time | null;
}

export interface ReceiptsTable {
  tenant_id: string;
  conversation_id: string;
  user_id: string;
  delivered_seq: Generated<number>;
  read_seq: Generated<number>;
  updated_at: DefaultedTime;
}

export interface ChatQueueTable {
  tenant_id: string;
  conversation_id: string;
  team_id: string | null;
  priority: Generated<number>;
  enqueued_at: DefaultedTime;
}

export interface OutboxTable {
  tenant_id: string;
  id: GeneratedAlways<number>;
  conversation_id: string | null;
  seq: number | null;
  topic: string;
  payload: Json<Record<string, unknown>>;
  created_at: DefaultedTime;
  published_at: Time | null;
  dispatched_at: Time | null;
}

/** The chaining columns are set by a trigger. */
export interface AuditLogTable {
  tenant_id: string;
  number: Generated<number>;
  at: DefaultedTime;
  actor_type: string;
  actor_id: string | null;
  action: string;
  target_type: string;
  target_id: string | null;
  detail: JSONColumnType<Record<string, unknown>, string, never>;
  request_id: string | null;
  previous_hash: Generated<Buffer>;
  hash: Generated<Buffer>;
}

export interface IdempotencyKeysTable {
  tenant_id: string;
  caller_id: string;
  key: string;
  request_hash: Buffer;
  /** Every id in the request and in its answer. */
  about: Generated<string[]>;
  status: number | null;
  answer: Json<object> | null;
  created_at: DefaultedTime;
}

export interface PasswordLinksTable {
  tenant_id: string;
  id: string;
  user_id: string;
  purpose: "invitation" | "password_reset";
  created_at: DefaultedTime;
  expires_at: Time;
  used_at: Time | null;
}

/** Every table a service may see; a test compares it with a freshly migrated database. */
export interface Tables extends CommerceTables {
  tenants: TenantsTable;
  users: UsersTable;
  user_photos: UserPhotosTable;
  teams: TeamsTable;
  team_members: TeamMembersTable;
  customers: CustomersTable;
  devices: DevicesTable;
  agent_availability: AgentAvailabilityTable;
  sessions: SessionsTable;
  refresh_tokens: RefreshTokensTable;
  api_keys: ApiKeysTable;
  conversations: ConversationsTable;
  events: EventsTable;
  receipts: ReceiptsTable;
  chat_queue: ChatQueueTable;
  outbox: OutboxTable;
  audit_log: AuditLogTable;
  idempotency_keys: IdempotencyKeysTable;
  password_links: PasswordLinksTable;
  deliveries: DeliveriesTable;
  delivery_steps: DeliveryStepsTable;
  notification_preferences: NotificationPreferencesTable;
  suppressions: SuppressionsTable;
  stopped_emails: StoppedEmailsTable;
  push_subscriptions: PushSubscriptionsTable;
  tasks: TasksTable;
  summaries: SummariesTable;
  summary_feedback: SummaryFeedbackTable;
  summary_usage: SummaryUsageTable;
  search_documents: SearchDocumentsTable;
  search_progress: SearchProgressTable;
  summary_settings: SummarySettingsTable;
  files: FilesTable;
  file_blobs: FileBlobsTable;
  feature_flags: FeatureFlagsTable;
  operator_log: OperatorLogTable;
  tenant_quotas: TenantQuotasTable;
  tenant_latency: TenantLatencyTable;
  sign_ups: SignUpsTable;
}
