import type { TenantTx } from "@chorus/database/database";
import type { Tables } from "@chorus/database/tables";
import { notFound } from "@chorus/kernel/app-error";
import { sql } from "kysely";
import type { ChatContext } from "../context.ts";

/** What a company gets when it leaves. Sessions, devices and tokens are of no use elsewhere. */
const EXPORTED = [
  "tenants",
  "users",
  "teams",
  "team_members",
  "customers",
  "conversations",
  "events",
  "receipts",
  "audit_log",
] as const satisfies readonly (keyof Tables)[];

/** Never leave the database, not even to their owner. */
const SECRETS = ["password_hash", "identity_secret_encrypted"];

const PAGE = 1_000;

/**
 * Everything of a company, a line per row. It is read as it is streamed, a page at a time in one snapshot, so that its size
 * does not matter.
 * @throws AppError `not_found`
 */
export async function exportTenant(context: ChatContext, tenantId: string): Promise<ReadableStream<Uint8Array>> {
  const status = await context.database.readTenant(tenantId, (tx) =>
    tx.selectFrom("tenants").select("status").executeTakeFirst(),
  );
  if (!status) throw notFound();
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const writer = writable.getWriter();
  const encoder = new TextEncoder();
  context.database
    .readTenant(tenantId, async (tx) => {
      for (const table of EXPORTED) {
        for await (const row of rowsOf(tx, table)) {
          await writer.write(encoder.encode(`${JSON.stringify({ table, row })}\n`));
        }
      }
    })
    .then(
      () => writer.close(),
      (error: unknown) => {
        context.logger.error({ err: error, tenantId }, "an export ended early");
        return writer.abort(error);
      },
    )
    .catch((error: unknown) => context.logger.warn({ err: error, tenantId }, "whoever exported has gone"));
  return readable;
}

async function* rowsOf(tx: TenantTx, table: (typeof EXPORTED)[number]): AsyncGenerator<object> {
  await sql`declare export_rows no scroll cursor for select to_jsonb(t) - ${sql.val(SECRETS)}::text[] as row from ${sql.table(table)} t`.execute(
    tx,
  );
  for (;;) {
    const { rows } = await sql<{ row: object }>`fetch ${sql.lit(PAGE)} from export_rows`.execute(tx);
    for (const { row } of rows) yield row;
    if (rows.length < PAGE) break;
  }
  await sql`close export_rows`.execute(tx);
}
