import { periodOf } from "@chorus/contracts/quotas";
import type { Quota } from "@chorus/contracts/routes/quotas";
import type { TenantTx } from "@chorus/database/database";
import { sql } from "kysely";
import type { ChatContext } from "../context.ts";
import { presentQuotas } from "./present-quotas.ts";

interface Stored {
  model_tokens: number;
  stored_bytes: number;
}

/** What a tenant may use and has used. */
export async function readQuotas(
  context: Pick<ChatContext, "database" | "clock" | "liveCounts">,
  tenantId: string,
): Promise<Quota[]> {
  const nowMs = context.clock.now();
  const [{ rows, stored }, live] = await Promise.all([
    context.database.readTenant(tenantId, async (tx) => ({
      rows: await tx.selectFrom("tenant_quotas").selectAll().execute(),
      stored: await readStored(tx, nowMs),
    })),
    context.liveCounts([tenantId]),
  ]);
  const mails = rows.find(({ quota }) => quota === "mails_per_day");
  const counts = live.get(tenantId);
  const used = {
    sends_per_minute: counts?.sends ?? null,
    sockets: counts?.sockets ?? null,
    stored_bytes: stored.stored_bytes,
    model_tokens_per_month: stored.model_tokens,
    mails_per_day: mails?.period === periodOf("mails_per_day", nowMs) ? mails.used : 0,
  };
  return presentQuotas(Object.fromEntries(rows.map(({ quota, amount }) => [quota, amount])), used, nowMs);
}

async function readStored(tx: TenantTx, nowMs: number): Promise<Stored> {
  const { rows } = await sql<Stored>`
    select
      (select coalesce(sum(input_tokens + output_tokens), 0)::bigint from summary_usage
        where day >= (${periodOf("model_tokens_per_month", nowMs)} || '-01')::date and provider <> 'local') as model_tokens,
      (select coalesce(sum(size_bytes), 0)::bigint from file_blobs)
        + (select coalesce(sum(octet_length(bytes)), 0)::bigint from user_photos) as stored_bytes`.execute(tx);
  return rows[0] ?? { model_tokens: 0, stored_bytes: 0 };
}

/** What a tenant may use of one thing; `tx` is of that tenant. */
export async function storedBytesLeft(tx: TenantTx, nowMs: number, most: number): Promise<number> {
  const row = await tx
    .selectFrom("tenant_quotas")
    .select("amount")
    .where("quota", "=", "stored_bytes")
    .executeTakeFirst();
  return (row?.amount ?? most) - (await readStored(tx, nowMs)).stored_bytes;
}
