import type { Kysely } from "kysely";
import { replaceFunction } from "./load-function.ts";

/** `append_events` takes the preview of a longer text with the text. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await replaceFunction(db, "append_events");
}
