import { openAsOwner } from "@chorus/testing/owner-connection";
import { until } from "@chorus/testing/until";
import { sql } from "kysely";
import type { Chat } from "./harness.ts";

/**
 * Holds a lock until `run` has ended, so that requests which need it are certainly under way at the same time. What they answer
 * comes afterwards: `run` gives their promises, and does not wait for them.
 * @param lock a statement that takes it, as the owner
 * @param run is given what resolves when so many statements of this database wait for a lock
 */
export async function whileLocked<Promises extends readonly Promise<unknown>[]>(
  { adminUrl }: Pick<Chat, "adminUrl">,
  lock: string,
  run: (untilWaiting: (count: number) => Promise<unknown>) => Promise<Promises>,
): Promise<{ -readonly [Index in keyof Promises]: Awaited<Promises[Index]> }> {
  const owner = openAsOwner(adminUrl, 2);
  const waiting = async () => {
    const [row] = await owner.statement<{ waiting: number }>(
      "",
      `select count(distinct l.pid)::integer as waiting from pg_locks l join pg_stat_activity a using (pid)
       where not l.granted and a.datname = current_database()`,
      [],
    );
    return row?.waiting;
  };
  try {
    const promises = await owner.withSystem(async (tx) => {
      await sql.raw(lock).execute(tx);
      return { made: await run((count) => until(async () => (await waiting()) === count)) };
    });
    return await Promise.all(promises.made);
  } finally {
    await owner.close();
  }
}
