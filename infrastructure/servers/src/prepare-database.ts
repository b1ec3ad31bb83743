import { createHmac } from "node:crypto";
import { migrate, provisionServiceRoles } from "@chorus/database/migrate";
import { DEVELOPMENT_DATABASE_PASSWORD } from "@chorus/kernel/published-secrets";
import { isOfThisMachine, splitHosts } from "@chorus/kernel/server-addresses";
import { messageOf, UserError } from "./user-error.ts";

/**
 * The password of the services' roles. The published one for servers of this machine; elsewhere one that only who has
 * the owner's can know. The same each time, because roles belong to the whole server: another password would lock out
 * whoever shares it.
 */
export function servicePasswordFor(adminDatabaseUrl: string): string {
  const url = new URL(splitHosts(adminDatabaseUrl).first);
  if (isOfThisMachine(url)) return DEVELOPMENT_DATABASE_PASSWORD;
  return createHmac("sha256", url.password).update("chorus service roles").digest("base64url");
}

export interface PreparedDatabase {
  /** The address services connect with. */
  databaseUrl: string;
  appliedMigrations: string[];
}

/** @throws UserError in one line: an unreachable or refusing database is the commonest thing to go wrong */
export async function prepareDatabase(adminDatabaseUrl: string): Promise<PreparedDatabase> {
  try {
    const { applied } = await migrate(adminDatabaseUrl);
    const databaseUrl = await provisionServiceRoles(adminDatabaseUrl, servicePasswordFor(adminDatabaseUrl));
    return { databaseUrl, appliedMigrations: applied };
  } catch (error) {
    const { host, pathname } = new URL(splitHosts(adminDatabaseUrl).first);
    throw new UserError(
      `The database ${host}${pathname} cannot be used: ${reasonOf(error)}. Check DATABASE_URL (its user must own the database).`,
      { cause: error },
    );
  }
}

function reasonOf(error: unknown): string {
  // A refused connection to `localhost` is one error per address, with an empty message of its own.
  if (error instanceof AggregateError) return error.errors.map(messageOf).join(", ");
  return messageOf(error) || "no connection";
}
