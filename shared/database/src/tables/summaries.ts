import type { SummarySection, SummaryType } from "@chorus/contracts/entities/summary";
import type { ColumnType, Generated, JSONColumnType } from "kysely";
import type { Time, DefaultedTime } from "./columns.ts";

/** A summary of one type. At most one of each type is current. */
export interface SummariesTable {
  tenant_id: string;
  id: string;
  conversation_id: string;
  type: SummaryType;
  covers_seq: number;
  is_current: boolean;
  provider: string;
  model: string | null;
  sections: JSONColumnType<SummarySection[]>;
  source_hash: Buffer;
  input_tokens: Generated<number>;
  output_tokens: Generated<number>;
  cost_microdollars: Generated<number>;
  duration_ms: number;
  /** Number of refreshes since it was made from the whole conversation. */
  continued: Generated<number>;
  edited_by: string | null;
  edited_at: Time | null;
  created_at: DefaultedTime;
}

export interface SummaryFeedbackTable {
  tenant_id: string;
  summary_id: string;
  user_id: string;
  verdict: "up" | "down";
  reason: string | null;
  created_at: DefaultedTime;
}

export interface SummaryUsageTable {
  tenant_id: string;
  day: ColumnType<Date, string, string>;
  provider: string;
  calls: Generated<number>;
  failures: Generated<number>;
  input_tokens: Generated<number>;
  output_tokens: Generated<number>;
  cost_microdollars: Generated<number>;
}

/** A searchable document. */
export interface SearchDocumentsTable {
  tenant_id: string;
  conversation_id: string;
  kind: "message" | "brief";
  seq: number;
  body: string;
  /** A tsvector. */
  words: Generated<string>;
  /** Version of the rules by which its words were made. */
  words_version: Generated<number>;
  collection: string | null;
}

/** The indexing progress of a conversation. */
export interface SearchProgressTable {
  tenant_id: string;
  conversation_id: string;
  indexed_seq: number;
  rebuilt_for: string | null;
}

/** Which model writes a tenant's summaries. */
export interface SummarySettingsTable {
  tenant_id: string;
  provider: Generated<string>;
  daily_token_budget: Generated<number>;
  masks_personal_data: Generated<boolean>;
  updated_at: DefaultedTime;
}
