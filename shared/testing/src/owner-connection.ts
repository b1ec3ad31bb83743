import { openDatabase, type Database } from "@chorus/database/database";

/** The same server and user, another database. */
export function withDatabase(url: string, name: string): string {
  const address = new URL(url);
  address.pathname = `/${name}`;
  return address.toString();
}

export function databaseNameOf(url: string): string {
  return new URL(url).pathname.slice(1);
}

/** @param template a database to copy, about 50 ms; the schema of Chorus when it is a migrated one */
export function createDatabase(adminUrl: string, name: string, template?: string): Promise<void> {
  return execute(adminUrl, `create database ${quoted(name)}${template ? ` template ${quoted(template)}` : ""}`);
}

/** Also when somebody is still connected to it. */
export function dropDatabase(adminUrl: string, name: string): Promise<void> {
  return execute(adminUrl, `drop database if exists ${quoted(name)} with (force)`);
}

/** As the owner of a database, who sees all tenants and may do what no service may. The caller closes it. */
export function openAsOwner(adminUrl: string, poolSize = 1): Database {
  return openDatabase({
    url: adminUrl,
    poolSize,
    applicationName: "chorus-testing",
    defaultBudget: "background",
    onError: (error) => process.stderr.write(`testing: ${error.message}\n`),
  });
}

async function execute(adminUrl: string, statement: string): Promise<void> {
  const database = openAsOwner(adminUrl);
  try {
    await database.statement("", statement, []);
  } finally {
    await database.close();
  }
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
