import { migrate, provisionServiceRoles } from "@chorus/database/migrate";
import { messageOf, UserError } from "./user-error.ts";

/**
 * The password of the services' role on servers that listen on 127.0.0.1 only. One for the stack and the tests, because a
 * role belongs to the whole server: another password would lock out whoever shares it.
 */
export const SERVICE_PASSWORD = "chorus-service";

export interface PreparedDatabase {
  /** The address services connect with. */
  databaseUrl: string;
  appliedMigrations: string[];
}

/** @throws UserError in one line: an unreachable or refusing database is the commonest thing to go wrong */
export async function prepareDatabase(adminDatabaseUrl: string): Promise<PreparedDatabase> {
  try {
    const { applied } = await migrate(adminDatabaseUrl);
    return { databaseUrl: await provisionServiceRoles(adminDatabaseUrl, SERVICE_PASSWORD), appliedMigrations: applied };
  } catch (error) {
    const { host, pathname } = new URL(adminDatabaseUrl);
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
