import type { Kysely } from "kysely";
import { replaceFunction } from "./load-function.ts";

/** Two different entries of the audit log no longer hash alike; those of before are checked as they were written. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await replaceFunction(db, "chain_audit_row");
  await replaceFunction(db, "audit_check");
}
