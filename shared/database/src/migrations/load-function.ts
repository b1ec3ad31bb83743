import { readFile } from "node:fs/promises";
import { sql, type Kysely } from "kysely";

/**
 * Creates, or replaces, a SQL function from its whole source in `functions/<name>.sql`; a later change of that file is loaded by a
 * migration of its own.
 * @param signature as `grant` wants it, for instance `tasks_due(text, timestamptz)`
 */
export async function loadFunction(
  db: Kysely<unknown>,
  signature: string,
  { asSystem }: { /** Runs over row security, as the role that owns it. */ asSystem: boolean },
): Promise<void> {
  await replaceFunction(db, signature.slice(0, signature.indexOf("(")));
  if (asSystem) await sql.raw(`alter function ${signature} owner to chorus_system`).execute(db);
  await sql.raw(`revoke execute on function ${signature} from public`).execute(db);
  await sql.raw(`grant execute on function ${signature} to chorus_app`).execute(db);
}

/** Loads what has become of the file of a function that is there; who owns it and who may call it stays. */
export async function replaceFunction(db: Kysely<unknown>, name: string): Promise<void> {
  const source = await readFile(new URL(`../functions/${name}.sql`, import.meta.url), "utf8");
  // In a new database an early migration loads today's file, which may name what a later one adds.
  await sql`set local check_function_bodies = off`.execute(db);
  await sql.raw(source).execute(db);
}
