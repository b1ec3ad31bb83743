import type { Conversation } from "@chorus/contracts/entities/conversation";
import type { TenantTx } from "@chorus/database/database";
import { visibleConversations } from "@chorus/database/visible-conversations";
import { sql } from "kysely";
import type { ChatContext } from "../../context.ts";
import { presentConversation } from "../present/present-conversation.ts";
import { findConversations } from "../rows/conversation-queries.ts";
import { inboxCursorOf, inboxPositionOf } from "./inbox-cursor.ts";

const PAGE = 500;

export interface InboxChanges {
  cursor: string;
  conversations: Conversation[];
  hasMore: boolean;
}

/**
 * Conversations changed since a cursor. The cursor is the oldest transaction that was still open when the list was begun, so that
 * a transaction that commits late is not skipped. Some rows come twice; readers merge them by id.
 * @throws AppError `invalid` for a cursor that this list did not issue
 */
export async function readInboxChanges(
  context: ChatContext,
  input: { tenantId: string; cursor: string | null },
): Promise<InboxChanges> {
  const from = input.cursor === null ? null : inboxPositionOf(input.cursor);
  return context.database.readTenant(input.tenantId, async (tx) => {
    const now = await currentHorizon(tx);
    if (from === null) return { cursor: now, conversations: [], hasMore: false };
    const horizon = from.afterId === null ? now : from.horizon;
    const changed = await tx
      .selectFrom("conversations as c")
      .select(["id", sql<string>`changed_xid::text`.as("xid")])
      .where(visibleConversations("desk"))
      .where(
        from.afterId === null
          ? sql<boolean>`changed_xid >= ${from.xid}::xid8`
          : sql<boolean>`(changed_xid, id) > (${from.xid}::xid8, ${from.afterId}::uuid)`,
      )
      .orderBy("changed_xid")
      .orderBy("id")
      .limit(PAGE)
      .execute();
    const rows =
      changed.length === 0
        ? []
        : await findConversations(
            tx,
            "desk",
            changed.map((row) => row.id),
          );
    const last = changed.length === PAGE ? changed.at(-1) : undefined;
    return {
      cursor: inboxCursorOf(horizon, last),
      conversations: rows.map(presentConversation),
      hasMore: last !== undefined,
    };
  });
}

async function currentHorizon(tx: TenantTx): Promise<string> {
  const { rows } = await sql<{ xmin: string }>`select pg_snapshot_xmin(pg_current_snapshot())::text as xmin`.execute(
    tx,
  );
  return rows[0]?.xmin ?? "0";
}
