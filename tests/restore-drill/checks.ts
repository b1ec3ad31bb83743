import { databaseUrlFor } from "@chorus/database/rights";
import { openDatabase } from "@chorus/database/database";
import { openAsOwner } from "@chorus/testing/owner-connection";
import type { Acknowledged } from "./writers.ts";

/** What a restored database was found to be. */
export interface Findings {
  /** Acknowledged up to the target, and not there. */
  lost: Acknowledged[];
  repeated: string[];
  /** Conversations whose numbers have a hole. */
  holes: string[];
  /** When the newest message was written. */
  newestAt: Date | null;
}

interface StoredMessage extends Record<string, unknown> {
  conversation_id: string;
  body: string;
  created_at: Date;
}

/** @param until what was acknowledged later is not asked for */
export async function checkMessages(
  adminUrl: string,
  acknowledged: readonly Acknowledged[],
  until: Date | null,
): Promise<Findings> {
  const owner = openAsOwner(adminUrl);
  try {
    const ids = [...new Set(acknowledged.map((message) => message.conversationId))];
    const stored = await owner.statement<StoredMessage>(
      "",
      `select conversation_id, data ->> 'body' as body, created_at from events
       where kind = 'message.created' and conversation_id = any($1)`,
      [ids],
    );
    const counts = new Map<string, number>();
    for (const row of stored) {
      const key = `${row.conversation_id}/${row.body}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    const holes = await owner.statement<{ conversation_id: string }>(
      "",
      `select conversation_id from events group by conversation_id having max(seq) <> count(*) or min(seq) <> 1
       union select e.conversation_id from events e where public_seq is not null
       group by e.conversation_id having max(public_seq) <> count(*)
       union select c.id from conversations c where c.last_seq <> coalesce(
         (select max(seq) from events e where e.tenant_id = c.tenant_id and e.conversation_id = c.id), 0)`,
      [],
    );
    const wanted = acknowledged.filter(({ ackedAt }) => until === null || ackedAt <= until);
    return {
      lost: wanted.filter(({ conversationId, body }) => !counts.has(`${conversationId}/${body}`)),
      repeated: [...counts].filter(([, count]) => count > 1).map(([key]) => key),
      holes: holes.map((row) => row.conversation_id),
      newestAt: stored.reduce<Date | null>((at, row) => (at && at > row.created_at ? at : row.created_at), null),
    };
  } finally {
    await owner.close();
  }
}

/** Rows of anybody else that a service sees as one tenant, or as none: 0 in a database whose row security came back with it. */
export async function countForeignRows(serviceUrl: string, tenantId: string): Promise<number> {
  const errors: Error[] = [];
  const database = openDatabase({
    ...{ url: databaseUrlFor("chat-service", serviceUrl), poolSize: 1, applicationName: "canary" },
    onError: (error) => errors.push(error),
  });
  const text = (table: string) => `select count(*)::int as n from ${table} where tenant_id <> $1`;
  try {
    let foreign = 0;
    for (const table of ["customers", "conversations", "events", "users", "tenants", "audit_log"]) {
      const [row] = await database.statement<{ n: number }>("", text(table), [tenantId]);
      foreign += row?.n ?? 0;
    }
    foreign += await database.readTenant(tenantId, async (tx) => {
      const rows = await tx.selectFrom("events").select("tenant_id").where("tenant_id", "<>", tenantId).execute();
      return rows.length;
    });
    return foreign;
  } finally {
    await database.close();
  }
}

/** The tables that hold this text anywhere. */
export async function findText(adminUrl: string, text: string): Promise<string[]> {
  const owner = openAsOwner(adminUrl);
  try {
    const tables = await owner.statement<{ name: string }>(
      "",
      `select oid::regclass::text as name from pg_class
       where relnamespace in ('public'::regnamespace, 'commerce'::regnamespace) and relkind = 'r' order by 1`,
      [],
    );
    const found: string[] = [];
    for (const { name } of tables) {
      const [row] = await owner.statement<{ n: number }>(
        "",
        `select count(*)::int as n from ${name} t where strpos(t::text, $1) > 0`,
        [text],
      );
      if ((row?.n ?? 0) > 0) found.push(name);
    }
    return found;
  } finally {
    await owner.close();
  }
}
