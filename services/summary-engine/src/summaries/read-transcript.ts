import { cutText } from "@chorus/contracts/cut-text";
import { createHash } from "node:crypto";
import type { TenantTx } from "@chorus/database/database";
import { sql } from "kysely";
import type { TranscriptLine } from "../drafts/transcript.ts";
import { PROMPT_VERSION } from "../prompts/summary-prompt.ts";
import { zonedTime } from "./zoned-time.ts";

/** Events that change the content of a summary. */
export const MESSAGE_EVENTS = ["message.created", "note.created", "message.edited", "message.deleted"];
/** Of these, those that are messages. */
export const MESSAGES = ["message.created", "note.created"];

/** About two hours of typing; older messages are covered by the previous summary. */
const MAX_MESSAGES = 2_000;
/** The most characters of one message, and of all. The first messages are always included. */
const LONGEST_MESSAGE = 4_000;
const MAX_CHARACTERS = 60_000;
const FIRST_MESSAGES = 5;

export interface ConversationText {
  transcript: TranscriptLine[];
  /** The last event in the transcript. */
  coversSeq: number;
  /** The last edit or deletion of an earlier message; 0 when there is none. */
  lastChangeSeq: number;
  /** Of the transcript and the way it is rendered for models. */
  hash: Buffer;
}

/** The current messages and notes of a conversation; null for one that does not exist or was erased. */
export async function readConversationText(tx: TenantTx, conversationId: string): Promise<ConversationText | null> {
  const conversation = await tx
    .selectFrom("conversations")
    .innerJoin("customers", "customers.id", "conversations.customer_id")
    .innerJoin("tenants", "tenants.tenant_id", "conversations.tenant_id")
    .select([
      "customers.erased_at",
      sql<string | null>`tenants.settings #>> '{businessHours,timeZone}'`.as("time_zone"),
    ])
    .where("conversations.id", "=", conversationId)
    .executeTakeFirst();
  if (!conversation || conversation.erased_at) return null;
  const rows = await tx
    .selectFrom("events")
    .select([
      "seq",
      "kind",
      "actor_type",
      "actor_name",
      "created_at",
      // More than is kept: Postgres would cut through what is one character to the reader.
      sql<string | null>`left(data ->> 'body', ${2 * LONGEST_MESSAGE})`.as("body"),
    ])
    .where("conversation_id", "=", conversationId)
    .where("kind", "in", MESSAGES)
    .where("deleted_at", "is", null)
    .orderBy("seq", "desc")
    .limit(MAX_MESSAGES)
    .execute();
  const head = await tx
    .selectFrom("events")
    .select(({ fn }) => fn.max("seq").as("seq"))
    .select(({ fn }) => fn.max("seq").filterWhere("kind", "not in", MESSAGES).as("change_seq"))
    .where("conversation_id", "=", conversationId)
    .where("kind", "in", MESSAGE_EVENTS)
    .executeTakeFirst();
  const lines = rows.toReversed().flatMap((row): TranscriptLine[] => {
    if (row.body === null || row.body === "" || row.actor_type === "system") return [];
    const role = row.kind === "note.created" ? "note" : row.actor_type;
    return [
      {
        seq: row.seq,
        role,
        name: row.actor_name,
        at: zonedTime(row.created_at, conversation.time_zone),
        text: cutText(row.body, LONGEST_MESSAGE),
      },
    ];
  });
  const transcript = withinLimit(lines);
  const hash = createHash("sha256")
    .update(JSON.stringify([PROMPT_VERSION, transcript]))
    .digest();
  return { transcript, coversSeq: head?.seq ?? 0, lastChangeSeq: head?.change_seq ?? 0, hash };
}

/** The first messages, and the newest of the others that fit. */
export function withinLimit(lines: readonly TranscriptLine[]): TranscriptLine[] {
  const first = lines.slice(0, FIRST_MESSAGES);
  let left = MAX_CHARACTERS - first.reduce((sum, { text }) => sum + text.length, 0);
  const tooMany = lines.slice(FIRST_MESSAGES).findLastIndex(({ text }) => (left -= text.length) < 0);
  return [...first, ...lines.slice(FIRST_MESSAGES + tooMany + 1)];
}
