import type { Kysely } from "kysely";
import { loadFunction } from "./load-function.ts";

/** Functions that were named after companies, under their new names; the old ones stay for the services of the release before. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await loadFunction(db, "tenants_that_wrote_to(text, text)", { asSystem: true });
  await loadFunction(db, "tenant_of_conversation(uuid)", { asSystem: true });
  await loadFunction(db, "tenant_of_delivery(uuid)", { asSystem: true });
  await loadFunction(db, "search_tenants(text, uuid, integer)", { asSystem: true });
  await loadFunction(db, "search_deleted_tenants(uuid[])", { asSystem: true });
}
