import { readFile } from "node:fs/promises";
import { waitFor } from "@chorus/kernel/wait";
import { startPostgres, type PostgresServer } from "@chorus/servers/postgres/start-postgres";
import { UserError } from "@chorus/servers/user-error";
import { openSingleConnection } from "./single-connection.ts";

export interface RestoredServer {
  /** With the restored files below it. */
  folder: string;
  logFile: string;
  /** As they were restored for. */
  target: Date | null;
  /** A log of days is replayed at some tens of megabytes a second. */
  timeoutMs: number;
}

/**
 * Starts Postgres on restored files and waits until it has replayed their log and takes writes.
 * @throws UserError when it ends instead, in words where they are known
 */
export async function startRestored({ folder, logFile, target, timeoutMs }: RestoredServer): Promise<PostgresServer> {
  const explain = async () => explainRecovery(await readFile(logFile, "utf8").catch(() => ""), target);
  const server = await startPostgres({ folder, mode: "dev", logFile, startTimeoutMs: timeoutMs }).catch(
    async (error: unknown) => {
      // It reads before it has replayed all, or ends before: that is a matter of the machine's speed.
      const reason = await explain();
      throw reason === null ? error : new UserError(reason);
    },
  );
  if (await isPromotedWithin(server, timeoutMs)) return server;
  await server.stop();
  throw new UserError((await explain()) ?? `The restored database does not come up: see ${logFile}.`);
}

/** @returns false when it has ended, or goes on replaying */
async function isPromotedWithin(server: PostgresServer, timeoutMs: number): Promise<boolean> {
  const database = openSingleConnection(server.adminUrl, "chorus-restore");
  const ended = server.crashed.then(() => "ended" as const);
  const isPromoted = async () => {
    const asked = database.statement<{ waits: boolean }>("", "select pg_is_in_recovery() as waits", []);
    const answer = await Promise.race([asked.catch(() => []), ended]);
    if (answer === "ended") return answer;
    return answer[0]?.waits === false && "promoted";
  };
  try {
    return (await waitFor(isPromoted, { timeoutMs, intervalMs: 50 })) === "promoted";
  } finally {
    await database.close();
  }
}

/**
 * What a server's log says of a restore that went wrong, in words; null when it is about something else.
 * Postgres ends when the archive does not reach the target, because it cannot know whether commits are missing.
 */
function explainRecovery(log: string, target: Date | null): string | null {
  if (/recovery ended before configured recovery target was reached/.test(log)) {
    const last = [...log.matchAll(/last completed transaction was at log time (.+)/g)].at(-1)?.[1];
    const where = last === undefined ? "before it" : `with a commit at ${last}`;
    return `The archive ends ${where}, earlier than ${target?.toISOString()}: choose an earlier time, or leave the time out to restore all that there is.`;
  }
  const missing = /could not locate required checkpoint record|requested WAL segment .* has already been removed/.exec(
    log,
  );
  return missing ? `The archive lacks a part of the log (${missing[0]}).` : null;
}
