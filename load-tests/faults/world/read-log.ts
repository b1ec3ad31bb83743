import { openDatabase } from "@chorus/database/database";
import type { StoredEvent } from "../checker/history.ts";

const TEXT = `select tenant_id as "tenantId", conversation_id as "conversationId", seq, public_seq as "publicSeq",
  actor_id as "authorId", client_message_id as "clientMessageId"
  from events where conversation_id = any($1::uuid[])`;

/** What Postgres has of these conversations, whoever's they are, read as the owner of the database. */
export async function readLog(adminUrl: string, conversationIds: readonly string[]): Promise<StoredEvent[]> {
  const errors: Error[] = [];
  const database = openDatabase({
    url: adminUrl,
    poolSize: 1,
    applicationName: "fault-test",
    defaultBudget: "background",
    onError: (error) => errors.push(error),
  });
  try {
    return await database.statement<StoredEvent & Record<string, unknown>>("", TEXT, [conversationIds]);
  } finally {
    await database.close();
  }
}
