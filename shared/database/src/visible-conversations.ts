import type { Role } from "@chorus/contracts/permissions";
import { sql, type RawBuilder } from "kysely";

/**
 * For whom conversations are read. Somebody who asks; `desk`: what all of the desk sees, as its inbox channel has it; `system`: work
 * that shows nothing to anybody by itself.
 */
export type ConversationViewer = { readonly role: Role; readonly userId: string } | "desk" | "system";

/**
 * The one rule of who sees which conversation, as a condition on a conversations table: customers their own, the desk all. Queries,
 * feeds, counts, search and reports take it from here; what a permission allows to be done with one is asked elsewhere.
 * @param alias of the conversations table in the query
 */
export function visibleConversations(viewer: ConversationViewer, alias = "c"): RawBuilder<boolean> {
  if (typeof viewer === "string" || viewer.role !== "customer") return sql<boolean>`true`;
  return sql<boolean>`${sql.ref(`${alias}.customer_id`)} = ${viewer.userId}`;
}
