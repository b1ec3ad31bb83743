import { waitFor } from "@chorus/kernel/wait";
import { Kysely, PostgresDialect, sql } from "kysely";
import { Migrator } from "kysely/migration";
import pg from "pg";
import { INTERACTIVE_LIMITS_MS } from "./database.ts";
import { grantRights, makeRole } from "./grant-rights.ts";
import { migrations } from "./migrations/all-migrations.ts";
import type { SchemaMigration } from "./migrations/migration.ts";
import { changeAddress } from "@chorus/kernel/server-addresses";
import { BACKUP_ROLE, DATABASE_ROLES, SHARED_ROLE } from "./rights.ts";
import { readPooler } from "./pooler.ts";
import { serverHosts } from "./server-hosts.ts";

export interface MigrationReport {
  /** Names of the migrations that were applied now. */
  applied: string[];
}

/** Is told what is run. */
export type OnStatement = (text: string, parameters: readonly unknown[]) => void;

/** While it waits for a lock, later writers wait behind it. */
const LOCK_TIMEOUT_MS = 3_000;
const LOCK_NOT_AVAILABLE = "55P03";
/** Another process may be building a large index. */
const MAX_WAIT_FOR_OTHERS_MS = 3_600_000;

/** An owner's connection: for migrations and provisioning, never for a service. */
function connectAsOwner(adminUrl: string, onStatement?: OnStatement): Kysely<unknown> {
  const pool = new pg.Pool({
    ...serverHosts(readPooler(adminUrl).url),
    max: 1,
    connectionTimeoutMillis: 5_000,
    lock_timeout: LOCK_TIMEOUT_MS,
  });
  return new Kysely({
    dialect: new PostgresDialect({ pool }),
    ...(onStatement ? { log: ({ query }) => onStatement(query.sql, query.parameters) } : {}),
  });
}

/**
 * Brings a database to the newest schema, one process at a time, each migration in a transaction of its own unless it says
 * otherwise; does nothing when it is there.
 * @param adminUrl a role that may create tables and roles
 * @param onStatement is told what is run, for whoever lints it
 * @throws Error of the first migration that failed; it and what follows are not applied
 */
export async function migrate(
  adminUrl: string,
  known: Readonly<Record<string, SchemaMigration>> = migrations,
  onStatement?: OnStatement,
): Promise<MigrationReport> {
  const db = connectAsOwner(adminUrl, onStatement);
  try {
    return await db.connection().execute(async (connection) => {
      await waitForOtherMigrators(connection);
      const applied: string[] = [];
      for (const step of await pendingSteps(connection, known)) {
        const migrator = new Migrator({
          db: connection,
          provider: { getMigrations: () => Promise.resolve(known) },
          disableTransactions: step.outsideTransaction,
        });
        const { error, results = [] } = await migrator.migrateTo(step.last);
        if (error) throw readable(error, results.find(({ status }) => status === "Error")?.migrationName);
        applied.push(...results.map(({ migrationName }) => migrationName));
      }
      await grantRights(connection);
      return { applied };
    });
  } finally {
    await db.destroy();
  }
}

/** Held until the connection ends. Polled: waiting in a statement would keep a concurrent index from finishing. */
async function waitForOtherMigrators(db: Kysely<unknown>): Promise<void> {
  const isOurs = await waitFor(
    async () => {
      const { rows } = await sql<{ locked: boolean }>`
        select pg_try_advisory_lock(hashtextextended('chorus_migrate', 0)) as locked`.execute(db);
      return rows[0]?.locked;
    },
    { timeoutMs: MAX_WAIT_FOR_OTHERS_MS, intervalMs: 200 },
  );
  if (!isOurs) throw new Error("Another process has been migrating this database for an hour.");
}

interface Step {
  /** The migration up to which it goes. */
  last: string;
  outsideTransaction: boolean;
}

/** A new database gets related migrations together; one in use gets every migration by itself. */
async function pendingSteps(db: Kysely<unknown>, known: Readonly<Record<string, SchemaMigration>>): Promise<Step[]> {
  const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve(known) } });
  const all = await migrator.getMigrations();
  const isNew = all.every(({ executedAt }) => executedAt === undefined);
  const steps: Step[] = [];
  for (const { name, executedAt } of all) {
    if (executedAt !== undefined) continue;
    const step = { last: name, outsideTransaction: known[name]?.outsideTransaction ?? false };
    const before = steps.at(-1);
    if (isNew && before && !before.outsideTransaction && !step.outsideTransaction) before.last = name;
    else steps.push(step);
  }
  return steps;
}

function readable(error: unknown, migration: string | undefined): unknown {
  const isBusy = error instanceof pg.DatabaseError && error.code === LOCK_NOT_AVAILABLE;
  if (!isBusy) return error;
  return new Error(
    `the migration ${migration} waited ${LOCK_TIMEOUT_MS / 1_000} s for what others use and was not applied: run it again`,
    { cause: error },
  );
}

const CHANGED_BY_ANOTHER = /tuple concurrently updated|pg_db_role_setting/;
const MAX_TRIES = 10;

/**
 * Lets the roles of services log in, or resets their password. They own nothing and cannot bypass row security.
 * @returns the address of the role with the rights of all services; for a service's own: `databaseUrlFor`
 */
export async function provisionServiceRoles(adminUrl: string, password: string): Promise<string> {
  const db = connectAsOwner(adminUrl);
  try {
    for (const role of [SHARED_ROLE, ...Object.values(DATABASE_ROLES)]) {
      await makeRole(db, role);
      await letLogIn(db, role, password);
    }
    await sql`grant chorus_app to ${sql.id(SHARED_ROLE)}`.execute(db);
    return addressOf(adminUrl, SHARED_ROLE, password);
  } finally {
    await db.destroy();
  }
}

function addressOf(adminUrl: string, role: string, password: string): string {
  return changeAddress(adminUrl, (url) => {
    url.username = role;
    url.password = password;
  });
}

/**
 * Makes the role that takes backups, or resets its password.
 * @param adminUrl a superuser's, or that of a role that may bypass row security and replicate itself
 * @returns its address
 */
export async function provisionBackupRole(adminUrl: string, password: string): Promise<string> {
  const db = connectAsOwner(adminUrl);
  try {
    await makeRole(db, BACKUP_ROLE);
    const role = sql.id(BACKUP_ROLE);
    await sql`alter role ${role} with login nosuperuser bypassrls replication password ${sql.lit(password)}`.execute(
      db,
    );
    await sql`grant pg_read_all_data to ${role}`.execute(db);
    return addressOf(adminUrl, BACKUP_ROLE, password);
  } finally {
    await db.destroy();
  }
}

async function letLogIn(db: Kysely<unknown>, role: string, password: string): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await sql`alter role ${sql.id(role)} with login nosuperuser nobypassrls password ${sql.lit(password)}`.execute(
        db,
      );
      // For connections through a pooler, which cannot ask for them; others ask for their own.
      for (const [name, limitMs] of Object.entries(INTERACTIVE_LIMITS_MS))
        await sql`alter role ${sql.id(role)} set ${sql.id(name)} = ${sql.lit(String(limitMs))}`.execute(db);
      return;
    } catch (error) {
      // Roles belong to the whole server: a process that prepares another of its databases may do the same at this moment.
      const isMet = error instanceof pg.DatabaseError && CHANGED_BY_ANOTHER.test(error.message);
      if (!isMet || tries === MAX_TRIES) throw error;
    }
  }
}
