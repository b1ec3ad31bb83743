import type { Role } from "@chorus/contracts/permissions";
import { sql, type RawBuilder } from "kysely";

/**
 * The reader of conversations. A principal; `desk`: what every agent sees, as on the inbox channel; `system`: work
 * whose result is not shown to anybody directly.
 */
export type ConversationViewer = { readonly role: Role; readonly userId: string } | "desk" | "system";

/**
 * The one rule of who sees which conversation, as a condition on a conversations table: customers their own, agents all. Queries,
 * feeds, counts, search and reports use it; permissions for actions are checked elsewhere.
 * @param alias of the conversations table in the query
 */
export function visibleConversations(viewer: ConversationViewer, alias = "c"): RawBuilder<boolean> {
  if (typeof viewer === "string" || viewer.role !== "customer") return sql<boolean>`true`;
  return sql<boolean>`${sql.ref(`${alias}.customer_id`)} = ${viewer.userId}`;
}

/**
 * The same rule for many readers at once, whose roles and ids stand in columns of the query.
 * @param reader alias of the rows with `is_customer` and `user_id`
 */
export function visibleConversationsOfEach(reader: string, alias = "c"): RawBuilder<boolean> {
  const column = (name: string) => sql.ref(`${reader}.${name}`);
  return sql<boolean>`(not ${column("is_customer")} or ${sql.ref(`${alias}.customer_id`)} = ${column("user_id")})`;
}
