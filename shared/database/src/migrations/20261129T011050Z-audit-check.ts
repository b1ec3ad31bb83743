import type { Kysely } from "kysely";
import { loadFunction } from "./load-function.ts";

/** For `make verify-audit`. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await loadFunction(db, "audit_tenants(uuid, integer)", { asSystem: true });
  await loadFunction(db, "audit_check(uuid, bigint, bytea, integer)", { asSystem: true });
}
