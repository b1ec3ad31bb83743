import { AppError, notFound } from "@chorus/kernel/app-error";
import { Kysely, PostgresDialect, sql, type Transaction } from "kysely";
import { Socket } from "node:net";
import pg from "pg";
import { DATABASE_ROLES } from "./rights.ts";
import type { Tables } from "./tables.ts";

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
const RETRY_MS = 1_000;
/** An unused connection is closed after 10 s (pg), so one that has been silent for longer is in use. */
const MIN_SILENCE_TIMEOUT_MS = 12_000;

declare const tenantScope: unique symbol;

/** A transaction that sees one tenant's rows. Only `withTenant` makes one, so a query without a tenant does not compile. */
export type TenantTx = Transaction<Tables> & { readonly [tenantScope]: true };

/** Actions to run after the commit of a transaction. */
const whenCommitted = new WeakMap<TenantTx, (() => void)[]>();

/** Runs `act` at once after `tx` has committed, and never when it is rolled back. @throws Error outside of `withTenant` */
export function afterCommit(tx: TenantTx, act: () => void): void {
  const waiting = whenCommitted.get(tx);
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

/** Its own statements are interactive unless `defaultBudget` says otherwise: they are aborted after 2 s (`unavailable`). */
export interface Database extends Statements {
  /** For background work: statements of up to 60 s, on separate connections. Large work is done in batches. */
  readonly background: Statements;
  /** `ok`, or what is wrong. */
  check(): Promise<string>;
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
    async close() {
      await Promise.all([own.close(), background.close()]);
    },
  };
}

interface Connections {
  pool: pg.Pool;
  statements: Statements;
  close(): Promise<void>;
}

function openConnections(options: DatabaseOptions, budget: Budget, size: number): Connections {
  const timeoutMs = STATEMENT_TIMEOUTS_MS[budget];
  const pool = new pg.Pool({
    connectionString: options.url,
    max: size,
    application_name: options.applicationName,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    statement_timeout: timeoutMs,
    lock_timeout: LOCK_TIMEOUT_MS,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_TIMEOUT_MS,
    // Longer than any statement may take: a server that has not sent a byte for this long is gone.
    stream: withInactivityWatchdog(Math.max(MIN_SILENCE_TIMEOUT_MS, timeoutMs + 2_000)),
  });
  // Without these listeners a broken connection would end the process: the pool listens only to idle ones, and one
  // in a transaction may break between two statements.
  pool.on("connect", (client) => client.on("error", options.onError));
  pool.on("error", () => undefined);
  const kysely = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  return {
    pool,
    statements: statementsOn(pool, kysely),
    async close() {
      // Kysely closes only a pool that it has used itself.
      await kysely.destroy();
      if (!pool.ended) await pool.end();
    },
  };
}

function statementsOn(pool: pg.Pool, kysely: Kysely<Tables>): Statements {
  return {
    async withTenant(tenantId, work) {
      let afterwards: (() => void)[] = [];
      const result = await translated(() =>
        untilNotDeadlocked(() =>
          kysely.transaction().execute(async (tx) => {
            afterwards = [];
            const scopedTx = await scoped(tx, tenantId);
            whenCommitted.set(scopedTx, afterwards);
            return work(scopedTx);
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
          .execute(async (tx) => work(await scoped(tx, tenantId))),
      ),
    withSystem: (work) =>
      translated(() => untilNotDeadlocked(() => kysely.transaction().execute((tx) => work(tx as unknown as SystemTx)))),
    statement: (name, text, values) => translated(async () => (await pool.query({ name, text, values })).rows),
  };
}

/**
 * The server's own limits have no effect when the network has dropped a connection silently. Other connections that
 * are as silent are probably dead too, so they are destroyed together.
 */
function withInactivityWatchdog(silenceTimeoutMs: number): () => Socket {
  const heardAtMs = new Map<Socket, number>();
  const endSilent = (silentForMs: number) => {
    for (const [socket, atMs] of heardAtMs) {
      if (performance.now() - atMs < silentForMs) continue;
      socket.destroy(Object.assign(new Error("The database is silent"), { code: "ETIMEDOUT" }));
    }
  };
  return () => {
    const socket = new Socket();
    const hear = () => void heardAtMs.set(socket, performance.now());
    hear();
    socket.on("data", hear);
    socket.once("close", () => heardAtMs.delete(socket));
    return socket.setTimeout(silenceTimeoutMs, () => endSilent(silenceTimeoutMs / 2));
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

/** SQLSTATE classes and codes after which the same request may succeed: connection, resources, shutdown, lock, serialization. */
const TRANSIENT = /^(08|53|57P0|55P03|40001|40P01|57014)/;
const TRANSIENT_NODE = new Set(["ECONNREFUSED", "ECONNRESET", "ETIMEDOUT", "EPIPE", "ENOTFOUND", "EAI_AGAIN"]);

/** SQLSTATE classes of invalid requests: data exception, program limit exceeded. */
const REFUSED_VALUE = /^(22|54)/;

/** SQLSTATE deadlock_detected and serialization_failure: Postgres aborted this transaction, and it can be retried. */
const CHOSEN_AS_VICTIM = /^(40P01|40001)$/;
const MAX_TRIES = 4;

async function untilNotDeadlocked<Result>(transaction: () => Promise<Result>): Promise<Result> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await transaction();
    } catch (error) {
      const isVictim = error instanceof pg.DatabaseError && CHOSEN_AS_VICTIM.test(error.code ?? "");
      if (!isVictim || tries === MAX_TRIES) throw error;
    }
  }
}

/** A foreign key violation: the referenced row does not exist (any more). */
const FOREIGN_KEY_VIOLATION = "23503";

async function translated<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof AppError) throw error;
    if (error instanceof pg.DatabaseError && REFUSED_VALUE.test(error.code ?? "")) {
      throw new AppError("invalid", {
        detail: "A value in the request cannot be stored or searched for.",
        cause: error,
      });
    }
    if (error instanceof pg.DatabaseError && error.code === FOREIGN_KEY_VIOLATION)
      throw new AppError("not_found", { detail: notFound().detail, cause: error });
    if (!isTransient(error)) throw error;
    throw new AppError("unavailable", {
      detail: "The database is not available right now.",
      retryMs: RETRY_MS,
      cause: error,
    });
  }
}

function isTransient(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = "code" in error ? String(error.code) : "";
  // pg reports a connect timeout of the pool, and a connection cut during a query, without a code.
  return (
    TRANSIENT.test(code) ||
    TRANSIENT_NODE.has(code) ||
    /timeout exceeded|Connection terminated|not queryable/.test(error.message)
  );
}

/** Whether `error` is a violation of this unique key or index. */
export function violates(error: unknown, constraint: string): boolean {
  return error instanceof pg.DatabaseError && error.code === "23505" && error.constraint === constraint;
}
