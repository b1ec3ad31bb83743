import { Kysely, PostgresDialect, sql, type Transaction } from "kysely";
import pg from "pg";
import { DATABASE_ROLES } from "./rights.ts";
import { translated, untilNotDeadlocked } from "./database-errors.ts";
import { withInactivityWatchdog } from "./inactivity-watchdog.ts";
import { inTransaction, readPooler } from "./pooler.ts";
import { serverHosts } from "./server-hosts.ts";
import type { Tables } from "./tables.ts";
import { watchConnections } from "./watch-connections.ts";

/** Sequences and ids of Chorus stay far below 2^53, so numbers are safe and simpler than the driver's strings. */
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

/** Statement time limits: interactive while somebody waits for the answer, background for work in batches. */
const STATEMENT_TIMEOUTS_MS = { interactive: 2_000, background: 60_000 };
export type Budget = keyof typeof STATEMENT_TIMEOUTS_MS;

/** Background work needs few connections, and must not use those of interactive requests. */
const MAX_BACKGROUND_CONNECTIONS = 4;
const LOCK_TIMEOUT_MS = 5_000;
const IDLE_IN_TRANSACTION_TIMEOUT_MS = 15_000;
const CONNECT_TIMEOUT_MS = 3_000;
/** An unused connection is closed after 10 s (pg), so one that has been silent for longer is in use. */
const MIN_SILENCE_TIMEOUT_MS = 12_000;

/** What a connection of a service is limited to, as Postgres names it. */
export const INTERACTIVE_LIMITS_MS = {
  statement_timeout: STATEMENT_TIMEOUTS_MS.interactive,
  lock_timeout: LOCK_TIMEOUT_MS,
  idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_TIMEOUT_MS,
};

declare const tenantScope: unique symbol;

/** A transaction that sees one tenant's rows. Only `withTenant` makes one, so a query without a tenant does not compile. */
export type TenantTx = Transaction<Tables> & { readonly [tenantScope]: true };

/**
 * Actions to run after the commit of a transaction, held by itself. In a WeakMap all that they reach would live until the whole heap is
 * collected, because V8's young collections keep the values of an old one.
 */
const WHEN_COMMITTED = Symbol("when committed");
type Committing = TenantTx & { [WHEN_COMMITTED]?: (() => void)[] };

/** Runs `act` at once after `tx` has committed, and never when it is rolled back. @throws Error outside of `withTenant` */
export function afterCommit(tx: TenantTx, act: () => void): void {
  const waiting = (tx as Committing)[WHEN_COMMITTED];
  if (!waiting) throw new Error("this transaction does not commit anything");
  waiting.push(act);
}

/** A transaction for the listed system functions; no table is visible in it. */
export type SystemTx = Transaction<object>;

/** The database; each statement runs within the time limit of its class. */
export interface Statements {
  /**
   * Runs `work` in a transaction of one tenant; an error rolls it back. When Postgres aborts it because of a deadlock or a
   * serialization failure, it runs again, so effects outside the database must wait for the commit (`afterCommit`).
   */
  withTenant<Result>(tenantId: string, work: (tx: TenantTx) => Promise<Result>): Promise<Result>;
  /** The same, read only and in one snapshot, so that several reads are consistent. */
  readTenant<Result>(tenantId: string, work: (tx: TenantTx) => Promise<Result>): Promise<Result>;
  /** Runs `work` without a tenant: only the named system functions return rows. */
  withSystem<Result>(work: (tx: SystemTx) => Promise<Result>): Promise<Result>;
  /** One named, prepared statement in a transaction of its own. The hot path: no BEGIN, no COMMIT. */
  statement<Row extends pg.QueryResultRow>(name: string, text: string, values: unknown[]): Promise<Row[]>;
}

/** How busy the connections of one budget are, at this moment. */
export interface PoolUse {
  budget: Budget;
  /** The most that there may be. */
  size: number;
  open: number;
  idle: number;
  /** Statements that wait for a connection. */
  waiting: number;
}

/** Its own statements are interactive unless `defaultBudget` says otherwise: they are aborted after 2 s (`unavailable`). */
export interface Database extends Statements {
  /** For background work: statements of up to 60 s, on separate connections. Large work is done in batches. */
  readonly background: Statements;
  /** `ok`, or what is wrong. */
  check(): Promise<string>;
  /** How busy its connections are, by budget. */
  pools(): PoolUse[];
  close(): Promise<void>;
}

export interface DatabaseOptions {
  url: string;
  poolSize: number;
  /** Shown in pg_stat_activity. */
  applicationName: string;
  onError: (error: Error) => void;
  /** For tools in which nobody waits for an answer; `interactive` when absent. */
  defaultBudget?: Budget;
}

/**
 * Connects lazily.
 * @throws AppError from every method: `unavailable` when Postgres cannot be reached or asks to retry, `invalid` for a value
 * that it cannot store, `not_found` for a row
 * whose reference does not exist
 */
export function openDatabase(options: DatabaseOptions): Database {
  const own = openConnections(options, options.defaultBudget ?? "interactive", options.poolSize);
  const size = Math.min(options.poolSize, MAX_BACKGROUND_CONNECTIONS);
  const background = openConnections(options, "background", size);
  return {
    ...own.statements,
    background: background.statements,
    async check() {
      try {
        await own.pool.query("select 1");
        return "ok";
      } catch (error) {
        return error instanceof Error ? error.message : "unreachable";
      }
    },
    pools: () => [own.use(), background.use()],
    async close() {
      await Promise.all([own.close(), background.close()]);
    },
  };
}

interface Connections {
  pool: pg.Pool;
  statements: Statements;
  use(): PoolUse;
  close(): Promise<void>;
}

function openConnections(options: DatabaseOptions, budget: Budget, size: number): Connections {
  const timeoutMs = STATEMENT_TIMEOUTS_MS[budget];
  const { url, isPooled, isPrepared } = readPooler(options.url);
  const pool = new pg.Pool({
    ...serverHosts(url),
    max: size,
    application_name: options.applicationName,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    ...(isPooled
      ? {}
      : {
          ...INTERACTIVE_LIMITS_MS,
          statement_timeout: timeoutMs,
        }),
    // Longer than any statement may take: a server that has not sent a byte for this long is gone.
    stream: withInactivityWatchdog(Math.max(MIN_SILENCE_TIMEOUT_MS, timeoutMs + 2_000)),
  });
  // Without these listeners a broken connection would end the process: the pool listens only to idle ones, and one
  // in a transaction may break between two statements.
  pool.on("connect", (client) => client.on("error", options.onError));
  pool.on("error", () => undefined);
  const untilAllClosed = watchConnections(pool);
  const kysely = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  return {
    pool,
    statements: statementsOn(pool, kysely, { isPrepared, timeoutMs: isPooled ? timeoutMs : null }),
    use: () => ({ budget, size, open: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
    async close() {
      // Kysely closes only a pool that it has used itself.
      await kysely.destroy();
      if (!pool.ended) await pool.end();
      await untilAllClosed();
    },
  };
}

interface Limits {
  isPrepared: boolean;
  /** What each transaction sets for itself; null where the connection has it. */
  timeoutMs: number | null;
}

function statementsOn(pool: pg.Pool, kysely: Kysely<Tables>, { isPrepared, timeoutMs }: Limits): Statements {
  const isOwnLimit = timeoutMs !== null && timeoutMs !== STATEMENT_TIMEOUTS_MS.interactive;
  const begin = async <Tx extends Transaction<Tables>>(tx: Tx): Promise<Tx> => {
    if (isOwnLimit) await sql`select set_config('statement_timeout', ${String(timeoutMs)}, true)`.execute(tx);
    return tx;
  };
  return {
    async withTenant(tenantId, work) {
      let afterwards: (() => void)[] = [];
      const result = await translated(() =>
        untilNotDeadlocked(() =>
          kysely.transaction().execute(async (tx) => {
            afterwards = [];
            const committing: Committing = await scoped(await begin(tx), tenantId);
            committing[WHEN_COMMITTED] = afterwards;
            return work(committing);
          }),
        ),
      );
      for (const act of afterwards) act();
      return result;
    },
    readTenant: (tenantId, work) =>
      translated(() =>
        kysely
          .transaction()
          .setIsolationLevel("repeatable read")
          .setAccessMode("read only")
          .execute(async (tx) => work(await scoped(await begin(tx), tenantId))),
      ),
    withSystem: (work) =>
      translated(() =>
        untilNotDeadlocked(() =>
          kysely.transaction().execute(async (tx) => work((await begin(tx)) as unknown as SystemTx)),
        ),
      ),
    statement(name, text, values) {
      const query = { text, values, ...(isPrepared ? { name } : {}) };
      if (!isOwnLimit) return translated(async () => (await pool.query(query)).rows);
      return translated(() => inTransaction(pool, String(timeoutMs), query));
    },
  };
}

/** The only place that sets a transaction's tenant. The setting ends with the transaction. */
async function scoped(tx: Transaction<Tables>, tenantId: string): Promise<TenantTx> {
  await sql`select set_config('app.tenant_id', ${tenantId}, true)`.execute(tx);
  return tx as unknown as TenantTx;
}

/**
 * Refuses a role that bypasses row security.
 * @throws Error with one clear line
 */
export async function requireRestrictedRole(database: Database): Promise<void> {
  const [role] = await database.statement<{ name: string; is_restricted: boolean }>(
    "role",
    `select rolname as name, not rolsuper and not rolbypassrls
       and (pg_has_role(rolname, 'chorus_app', 'usage') or rolname = any($1)) as is_restricted
     from pg_roles where rolname = current_user`,
    [Object.values(DATABASE_ROLES)],
  );
  if (role?.is_restricted) return;
  throw new Error(
    `DATABASE_URL connects as "${role?.name}", which row security does not hold back: use the role that the migration provisions for the service`,
  );
}

/** SQLSTATE unique_violation and check_violation. */
const VIOLATIONS: readonly string[] = ["23505", "23514"];

/** Whether `error` is a violation of this unique key or index, or this check. */
export function violates(error: unknown, constraint: string): boolean {
  return error instanceof pg.DatabaseError && VIOLATIONS.includes(error.code ?? "") && error.constraint === constraint;
}
