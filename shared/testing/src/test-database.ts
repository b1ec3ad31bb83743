import { randomBytes } from "node:crypto";
import { openDatabase, type Database } from "@chorus/database/database";
import { databaseUrlFor, type DatabaseService } from "@chorus/database/rights";
import { inject } from "vitest";
import { createDatabase, databaseNameOf, dropDatabase, openAsOwner, withDatabase } from "./owner-connection.ts";
import "./provided.ts";

export interface TestDatabase extends AsyncDisposable {
  /** As its owner, who bypasses row security. */
  adminUrl: string;
  /** As services connect. */
  url: string;
}

const ATTEMPTS = 20;

/** A migrated, empty database of its own for a test file: a clone of the template, about 50 ms. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const { adminUrl, templateDatabaseUrl, templateServiceUrl } = inject("chorusServers");
  const name = `chorus_test_${randomBytes(6).toString("hex")}`;
  await clone(adminUrl, name, databaseNameOf(templateDatabaseUrl));
  return {
    adminUrl: withDatabase(adminUrl, name),
    url: withDatabase(templateServiceUrl, name),
    [Symbol.asyncDispose]: () => dropDatabase(adminUrl, name),
  };
}

/** A database of its own, open as its owner and as a service: for what a service does in the background, without the service. */
export interface OpenTestDatabase extends TestDatabase {
  owner: Database;
  /** With the service's rights and budgets. */
  database: Database;
}

export async function openTestDatabase(service: DatabaseService): Promise<OpenTestDatabase> {
  const clone = await createTestDatabase();
  const owner = openAsOwner(clone.adminUrl, 2);
  const database = openDatabase({
    url: databaseUrlFor(service, clone.url),
    poolSize: 2,
    applicationName: "test",
    onError: (error) => process.emitWarning(error),
  });
  return {
    ...clone,
    owner,
    database,
    async [Symbol.asyncDispose]() {
      await Promise.all([owner.close(), database.close()]);
      await clone[Symbol.asyncDispose]();
    },
  };
}

/** Postgres refuses to copy a database with open connections, for instance of its own vacuum worker. */
async function clone(adminUrl: string, name: string, template: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await createDatabase(adminUrl, name, template);
    } catch (error) {
      const isBusy = error instanceof Error && "code" in error && error.code === "55006";
      if (!isBusy || attempt >= ATTEMPTS) throw error;
    }
  }
}
