import { periodOf, QUOTAS } from "@chorus/contracts/quotas";
import type { Quota } from "@chorus/contracts/routes/quotas";
import type { TenantTx } from "@chorus/database/database";
import { sql } from "kysely";
import type { ChatContext } from "../context.ts";
import { presentQuotas } from "./present-quotas.ts";

/** What a tenant may use and has used. */
export async function readQuotas(
  context: Pick<ChatContext, "database" | "clock" | "liveCounts">,
  tenantId: string,
): Promise<Quota[]> {
  const nowMs = context.clock.now();
  const [{ rows, modelTokens, storedBytes }, live] = await Promise.all([
    context.database.readTenant(tenantId, async (tx) => ({
      rows: await tx.selectFrom("tenant_quotas").selectAll().execute(),
      modelTokens: await readModelTokens(tx, nowMs),
      storedBytes: await readStoredBytes(tx),
    })),
    context.liveCounts([tenantId]),
  ]);
  const mails = rows.find(({ quota }) => quota === "mails_per_day");
  const counts = live.get(tenantId);
  const used = {
    sends_per_minute: counts?.sends ?? null,
    sockets: counts?.sockets ?? null,
    stored_bytes: storedBytes,
    model_tokens_per_month: modelTokens,
    mails_per_day: mails?.period === periodOf("mails_per_day", nowMs) ? mails.used : 0,
  };
  return presentQuotas(Object.fromEntries(rows.map(({ quota, amount }) => [quota, amount])), used, nowMs);
}

async function readModelTokens(tx: TenantTx, nowMs: number): Promise<number> {
  const { rows } = await sql<{ used: number }>`
    select coalesce(sum(input_tokens + output_tokens), 0)::bigint as used from summary_usage
    where day >= (${periodOf("model_tokens_per_month", nowMs)} || '-01')::date and provider <> 'local'`.execute(tx);
  return rows[0]?.used ?? 0;
}

async function readStoredBytes(tx: TenantTx): Promise<number> {
  const { rows } = await sql<{ used: number }>`
    select (select coalesce(sum(size_bytes), 0)::bigint from file_blobs)
      + (select coalesce(sum(octet_length(bytes)), 0)::bigint from user_photos) as used`.execute(tx);
  return rows[0]?.used ?? 0;
}

/** How much more may be stored; `tx` is of the tenant. */
export async function readStorageLeft(tx: TenantTx): Promise<number> {
  const row = await tx
    .selectFrom("tenant_quotas")
    .select("amount")
    .where("quota", "=", "stored_bytes")
    .executeTakeFirst();
  return (row?.amount ?? QUOTAS.stored_bytes.default) - (await readStoredBytes(tx));
}
