import { changeAddress } from "@chorus/kernel/server-addresses";
import type pg from "pg";

/** What stands between a service and Postgres, as its address says. */
export interface Pooler {
  /** Without the parameters that are ours. */
  url: string;
  /**
   * `?pgbouncer=true`: each transaction may run on another connection of the server, so nothing is set for a connection. Time limits of
   * interactive statements are then those of the role, and others are set in their transactions.
   */
  isPooled: boolean;
  /** Not with `?prepared=false`, for a PgBouncer before 1.21, which does not know named statements in this mode. */
  isPrepared: boolean;
}

export function readPooler(address: string): Pooler {
  if (!/[?&](pgbouncer|prepared)=/.test(address)) return { url: address, isPooled: false, isPrepared: true };
  const found = { isPooled: false, isPrepared: true };
  const url = changeAddress(address, ({ searchParams }) => {
    found.isPooled = searchParams.get("pgbouncer") === "true";
    found.isPrepared = searchParams.get("prepared") !== "false";
    searchParams.delete("pgbouncer");
    searchParams.delete("prepared");
  });
  return { url, ...found };
}

/** A statement with a time limit of its own, where the connection belongs to nobody. */
export async function inTransaction<Row extends pg.QueryResultRow>(
  pool: pg.Pool,
  timeoutMs: string,
  query: pg.QueryConfig,
): Promise<Row[]> {
  const client = await pool.connect();
  let failed: Error | undefined;
  try {
    await client.query("begin");
    await client.query("select set_config('statement_timeout', $1, true)", [timeoutMs]);
    const { rows } = await client.query<Row>(query);
    await client.query("commit");
    return rows;
  } catch (error) {
    failed = error instanceof Error ? error : new Error(String(error));
    throw error;
  } finally {
    // After an error the connection is closed: that ends its transaction, whatever state it is in.
    client.release(failed);
  }
}
