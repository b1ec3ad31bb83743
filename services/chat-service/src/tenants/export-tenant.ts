import type { Database } from "@chorus/database/database";
import { INVENTORIED_TABLES } from "@chorus/database/personal-data";
import { notFound } from "@chorus/kernel/app-error";
import type { ChatContext } from "../context.ts";
import { readRows } from "../exports/read-pages.ts";
import { streamText } from "@chorus/http/stream-text";

/**
 * All data of a tenant, a line per row, without secrets. It is streamed while it is read, so that neither its size nor a slow
 * reader matters; rows written meanwhile may or may not be included.
 * @throws AppError `not_found`
 */
export async function exportTenant(context: ChatContext, tenantId: string): Promise<ReadableStream<Uint8Array>> {
  const { database } = context;
  const status = await database.background.readTenant(tenantId, (tx) =>
    tx.selectFrom("tenants").select("status").executeTakeFirst(),
  );
  if (!status) throw notFound();
  return streamText(linesOf(database, tenantId), { logger: context.logger, tenantId });
}

async function* linesOf(database: Database, tenantId: string): AsyncGenerator<string> {
  for (const table of INVENTORIED_TABLES) {
    if (table.tenantExport !== true) continue;
    const columns = table.columns.filter(({ holds }) => holds !== "secret").map(({ name }) => name);
    for await (const row of readRows(database, tenantId, { table, columns })) {
      yield `${JSON.stringify({ table: table.name, row })}\n`;
    }
  }
}
