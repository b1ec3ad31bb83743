import { sql, type Kysely } from "kysely";
import { replaceFunction } from "./load-function.ts";

export const outsideTransaction = true;

/** Names are found however their Arabic, Hebrew and Greek letters are written: the index has the words as the function makes them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await replaceFunction(db, "fold_text");
  await sql`reindex index concurrently customers_by_words`.execute(db);
}
