import { blanked, kept, removed, user, type Inventory } from "./classes.ts";
import { EVENT_KINDS, eventSpec } from "@chorus/contracts/entities/event";
import { ERASED_NAME } from "./people.ts";

/** The keys of `events.data` with numbers, states and members of the desk. All others are erased. */
const KEPT_OF_EVENTS = [
  ...["replyToSeq", "replyToPublicSeq", "messageId", "messageSeq", "messagePublicSeq", "messageKind"],
  ...["messageCreatedAt", "clientMessageId"],
  ...["status", "assignee_id", "assignee_name", "assignee_avatar", "team_id", "team_name", "priority"],
  ...EVENT_KINDS.flatMap((kind) => eventSpec(kind).keptKeys ?? []),
];

/** Erased events stay valid: a text becomes empty, a list of tags empty. */
const ERASED_EVENT = `coalesce((select jsonb_object_agg(d.key, case d.key when 'body' then '""' when 'tags' then '[]' else d.value end)
  from jsonb_each(data) d where d.key in (${["body", "tags", ...KEPT_OF_EVENTS].map((key) => `'${key}'`).join(", ")})), '{}')`;

const DESK_ONLY = { no: "notes of the desk, which its own exports have" };
const DERIVED = { no: "made by a program from what the export has" };

/** Conversations, their logs, and what is derived from them. */
export const CONVERSATIONS: Inventory<
  | "conversations"
  | "events"
  | "receipts"
  | "chat_queue"
  | "outbox"
  | "tasks"
  | "summaries"
  | "summary_feedback"
  | "summary_usage"
  | "search_documents"
  | "search_progress"
  | "summary_settings"
> = {
  conversations: {
    key: ["id"],
    customer: { column: "id", links: "conversation" },
    tenantExport: true,
    columns: {
      tenant_id: "identifier",
      id: "identifier",
      customer_id: "identifier",
      status: "none",
      subject: blanked("null"),
      assignee_id: "identifier",
      team_id: "identifier",
      priority: "none",
      tags: blanked("'{}'", DESK_ONLY),
      last_seq: "none",
      last_public_seq: "none",
      last_message: blanked("null", { no: "the beginning of a message that the export has, or of a note" }),
      waiting_since: "none",
      closed_at: "none",
      snoozed_until: "none",
      rating_score: kept("a number of the reports, about the desk's work"),
      rating_comment: blanked("null"),
      rated_at: "none",
      news_at: "none",
      owner_kind: "none",
      brand_id: "identifier",
      owner_epoch: "none",
      owner_reason: "none",
      changed_xid: "none",
      created_at: "none",
      updated_at: "none",
    },
  },
  events: {
    key: ["conversation_id", "seq"],
    customer: {
      column: "conversation_id",
      links: "conversation",
      // The messages themselves are with their conversations; these are earlier texts, and what came by mail.
      exportedRows: `deleted_at is null and (kind = 'mail.automatic' or (public_seq is not null
        and (kind = 'message.edited' or (kind = 'message.created' and data ? 'mail'))))`,
    },
    tenantExport: true,
    columns: {
      tenant_id: "identifier",
      conversation_id: "identifier",
      seq: "none",
      public_seq: "none",
      id: "identifier",
      kind: "none",
      actor_type: "none",
      actor_id: "identifier",
      actor_name: blanked(`case when actor_type = 'customer' then '${ERASED_NAME}' else actor_name end`),
      client_message_id: "identifier",
      data: blanked(ERASED_EVENT),
      created_at: "none",
      edited_at: "none",
      deleted_at: "none",
    },
  },
  receipts: {
    key: ["conversation_id", "user_id"],
    customer: null,
    tenantExport: true,
    columns: {
      tenant_id: "identifier",
      conversation_id: "identifier",
      user_id: "identifier",
      delivered_seq: "none",
      read_seq: "none",
      updated_at: "none",
    },
  },
  chat_queue: {
    key: ["conversation_id"],
    customer: null,
    tenantExport: { no: "who waits at the moment" },
    columns: {
      tenant_id: "identifier",
      conversation_id: "identifier",
      team_id: "identifier",
      priority: "none",
      enqueued_at: "none",
    },
  },
  outbox: {
    key: ["id"],
    customer: null,
    tenantExport: { no: "what is still to be told, with ids only" },
    columns: {
      tenant_id: "identifier",
      id: "none",
      conversation_id: "identifier",
      seq: "none",
      topic: "none",
      payload: "identifier",
      created_at: "none",
      published_at: "none",
      dispatched_at: "none",
    },
  },
  tasks: {
    key: ["id"],
    customer: null,
    tenantExport: { no: "work that is still to be done" },
    columns: {
      tenant_id: "identifier",
      id: "identifier",
      name: "none",
      payload: "identifier",
      first_seq: "none",
      priority: "none",
      dedup_key: "identifier",
      due_at: "none",
      settles_by: "none",
      attempts: "none",
      claimed_until: "none",
      fence: "none",
      version: "none",
      created_at: "none",
      finished_at: "none",
      outcome: "none",
      is_dead: "none",
      last_error: "none",
    },
  },
  summaries: {
    key: ["id"],
    customer: { column: "conversation_id", links: "conversation" },
    tenantExport: true,
    columns: {
      tenant_id: "identifier",
      id: "identifier",
      conversation_id: "identifier",
      type: "none",
      covers_seq: "none",
      is_current: "none",
      provider: "none",
      model: "none",
      sections: removed(DERIVED),
      source_hash: removed(DERIVED),
      input_tokens: "none",
      output_tokens: "none",
      cost_microdollars: "none",
      duration_ms: "none",
      continued: "none",
      edited_by: "identifier",
      edited_at: "none",
      created_at: "none",
    },
  },
  summary_feedback: {
    key: ["summary_id", "user_id"],
    customer: { column: "summary_id", links: "summary" },
    tenantExport: true,
    columns: {
      tenant_id: "identifier",
      summary_id: "identifier",
      user_id: "identifier",
      verdict: user,
      reason: removed(DESK_ONLY),
      created_at: "none",
    },
  },
  summary_usage: {
    key: ["day", "provider"],
    customer: null,
    tenantExport: true,
    columns: {
      tenant_id: "identifier",
      day: "none",
      provider: "none",
      calls: "none",
      failures: "none",
      input_tokens: "none",
      output_tokens: "none",
      cost_microdollars: "none",
    },
  },
  search_documents: {
    key: ["conversation_id", "kind", "seq"],
    customer: { column: "conversation_id", links: "conversation" },
    tenantExport: { no: "an index of what the export has" },
    columns: {
      tenant_id: "identifier",
      conversation_id: "identifier",
      kind: "none",
      seq: "none",
      body: removed(DERIVED),
      words: removed(DERIVED),
      words_version: "none",
      collection: "none",
    },
  },
  search_progress: {
    key: ["conversation_id"],
    customer: null,
    tenantExport: { no: "how far an index is" },
    columns: {
      tenant_id: "identifier",
      conversation_id: "identifier",
      indexed_seq: "none",
      rebuilt_for: "none",
    },
  },
  summary_settings: {
    key: [],
    customer: null,
    tenantExport: true,
    columns: {
      tenant_id: "identifier",
      provider: "none",
      daily_token_budget: "none",
      masks_personal_data: "none",
      updated_at: "none",
    },
  },
};
