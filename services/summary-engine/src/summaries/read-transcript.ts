import { createHash } from "node:crypto";
import type { TenantTx } from "@chorus/database/database";
import { sql } from "kysely";
import type { TranscriptLine } from "../drafts/transcript.ts";
import { PROMPT_VERSION } from "../prompts/summary-prompt.ts";
import { zonedTime } from "./zoned-time.ts";

/** Events that change what a summary rests on. */
export const MESSAGE_EVENTS = ["message.created", "note.created", "message.edited", "message.deleted"];
/** Of these, those that are messages. */
export const MESSAGES = ["message.created", "note.created"];

/** Some two hours of typing: what came before is known from the summary before. */
const MAX_MESSAGES = 2_000;
/** Of one message, and of all: whoever writes more delays nobody else's summaries. What a conversation began with is read in any case. */
const LONGEST_MESSAGE = 4_000;
const MAX_CHARACTERS = 60_000;
const FIRST_MESSAGES = 5;

export interface ConversationText {
  transcript: TranscriptLine[];
  /** The last event that the transcript knows of. */
  coversSeq: number;
  /** The last event by which an earlier message became another, or went; 0 when none did. */
  lastChangeSeq: number;
  /** Of what the transcript says and of how it is put to models. */
  hash: Buffer;
}

/** The messages and notes of a conversation as they are now; null for one that does not exist or was erased. */
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
      sql<string>`left(data ->> 'body', ${LONGEST_MESSAGE})`.as("body"),
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
        text: row.body,
      },
    ];
  });
  const transcript = withinLimit(lines);
  const hash = createHash("sha256")
    .update(JSON.stringify([PROMPT_VERSION, transcript]))
    .digest();
  return { transcript, coversSeq: head?.seq ?? 0, lastChangeSeq: head?.change_seq ?? 0, hash };
}

/** The first messages, and of the others the newest that fit. */
export function withinLimit(lines: readonly TranscriptLine[]): TranscriptLine[] {
  const first = lines.slice(0, FIRST_MESSAGES);
  let left = MAX_CHARACTERS - first.reduce((sum, { text }) => sum + text.length, 0);
  const tooMany = lines.slice(FIRST_MESSAGES).findLastIndex(({ text }) => (left -= text.length) < 0);
  return [...first, ...lines.slice(FIRST_MESSAGES + tooMany + 1)];
}
