import { createCleanup } from "@chorus/kernel/cleanup";
import { readLocalEnvironment } from "../config.ts";
import { seedDemoTenant } from "@chorus/demo/seed/seed-demo-tenant";
import { prepareDatabase } from "@chorus/servers/prepare-database";
import { startDataServers } from "./data-servers.ts";
import { readRunningStack } from "./stack-file.ts";

/** `make migrate`: DATABASE_URL, else the running stack's database, else the local one, started for the moment. */
export async function runMigrate(): Promise<void> {
  await withAdminDatabase(async (adminUrl) => {
    const { appliedMigrations } = await prepareDatabase(adminUrl);
    for (const name of appliedMigrations) console.log(`applied ${name}`);
    if (appliedMigrations.length === 0) console.log("The database is up to date.");
  });
}

/** `make seed`: the demo tenant, when it is not there. */
export async function runSeed(): Promise<void> {
  await withAdminDatabase(async (adminUrl) => {
    const { databaseUrl } = await prepareDatabase(adminUrl);
    const report = await seedDemoTenant(databaseUrl, new Date());
    console.log(
      report
        ? `Wrote the demo company: ${report.customers} customers, ${report.conversations} conversations, ${report.messages} messages.`
        : "The demo company is there already.",
    );
  });
}

async function withAdminDatabase(work: (adminUrl: string) => Promise<void>): Promise<void> {
  const environment = readLocalEnvironment();
  // A migration holds a lock for its connection, which a pooler would give to others.
  const known =
    environment.DATABASE_DIRECT_URL ?? environment.DATABASE_URL ?? (await readRunningStack())?.adminDatabaseUrl;
  if (known) return work(known);
  const cleanup = createCleanup();
  try {
    // Redis is not needed here: any address keeps it from being started.
    const { adminDatabaseUrl } = await startDataServers({ ...environment, REDIS_URL: "redis://unused" }, cleanup);
    await work(adminDatabaseUrl);
  } finally {
    await cleanup.run();
  }
}
