import { cutText } from "@chorus/contracts/cut-text";
import { PREVIEW_CHARACTERS, type ActorType } from "@chorus/contracts/entities/message";
import { eventSpec, type EventKind } from "@chorus/contracts/entities/event";
import { AppError } from "@chorus/kernel/app-error";
import { sql } from "kysely";
import type { Database, TenantTx } from "./database.ts";

/** One event to append. `data` is what the kind stores; its `seq` is not known yet. */
export interface EventItem {
  conversationId: string;
  /** The event's (and message's) id, made by the caller. */
  id: string;
  kind: EventKind;
  /** For events about a message: whether the customer may read that message. For other kinds it follows from the kind. */
  isPublic?: boolean;
  actorType: ActorType;
  actorId: string | null;
  /** Looked up from the actor's row when absent. */
  actorName?: string;
  clientMessageId?: string;
  data: Record<string, unknown>;
  expectedSeq?: number;
}

/**
 * `forbidden`: the author was erased, banned or disabled. `snoozed`: a customer's message, which has to wake the conversation
 * first.
 */
export type AppendOutcome =
  | "appended"
  | "duplicate"
  | "not_found"
  | "forbidden"
  | "closed"
  | "snoozed"
  | "conflict"
  | "invalid_reply";

export interface AppendedRow {
  /** 1-based position of the item. */
  ordinal: number;
  outcome: AppendOutcome;
  event_id: string | null;
  seq: number | null;
  public_seq: number | null;
  /** The conversation's heads up to this item, in both numberings. */
  public_head: number | null;
  head: number | null;
  actor_name: string | null;
  created_at: Date | null;
}

const TEXT = "select * from append_events($1, $2)";

/** Appends a batch of one tenant in a transaction of its own; one row comes back per item, in their order. */
export function appendEvents(database: Database, tenantId: string, items: EventItem[]): Promise<AppendedRow[]> {
  return database.statement<AppendedRow & Record<string, unknown>>("append_events", TEXT, [tenantId, jsonOf(items)]);
}

/** The same inside a use case's transaction. */
export async function appendEventsWithin(tx: TenantTx, tenantId: string, items: EventItem[]): Promise<AppendedRow[]> {
  const result = await sql<AppendedRow>`select * from append_events(${tenantId}, ${jsonOf(items)})`.execute(tx);
  return result.rows;
}

function jsonOf(items: readonly EventItem[]): string {
  const isPublic = ({ kind, isPublic: given }: EventItem) => given ?? eventSpec(kind).audience === "everyone";
  return JSON.stringify(items.map((item) => ({ ...item, isPublic: isPublic(item), preview: previewOf(item.data) })));
}

/** Only of a longer text: Postgres would cut through what is one character to the reader. */
function previewOf({ body }: EventItem["data"]): string | undefined {
  if (typeof body !== "string" || body.length <= PREVIEW_CHARACTERS) return undefined;
  return cutText(body, PREVIEW_CHARACTERS);
}

export type StoredRow = AppendedRow & { seq: number; event_id: string; created_at: Date };

/**
 * The row of an event whose only expected refusal is that of its author.
 * @throws AppError `forbidden`; Error for any other outcome
 */
export function requireAppended(row: AppendedRow | undefined): StoredRow {
  if (row?.outcome === "forbidden") throw new AppError("forbidden", { detail: "You cannot write here any more." });
  if (row?.outcome !== "appended" || row.seq === null || row.event_id === null || row.created_at === null)
    throw new Error(`the event was ${row?.outcome}`);
  return { ...row, seq: row.seq, event_id: row.event_id, created_at: row.created_at };
}
