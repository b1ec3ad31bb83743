import type { Conversation } from "@chorus/contracts/entities/conversation";
import type { TenantTx } from "@chorus/database/database";
import { AppError } from "@chorus/kernel/app-error";
import { visibleConversations } from "@chorus/database/visible-conversations";
import { sql } from "kysely";
import type { ChatContext } from "../../context.ts";
import { presentConversation } from "../present/present-conversation.ts";
import { findConversations } from "../rows/conversation-queries.ts";

const PAGE = 500;

export interface InboxChanges {
  cursor: string;
  conversations: Conversation[];
  hasMore: boolean;
}

/** Where the next page of changes starts: after a row, or at a transaction. `horizon` is where the next list starts. */
interface Position {
  horizon: string;
  xid: string;
  /** The last row read of transaction `xid`; one transaction may change more rows than a page has. */
  afterId: string | null;
}

const CURSOR = /^(\d{1,19})(?:\.(\d{1,19})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}))?$/;

/**
 * Conversations changed since a cursor. The cursor is the oldest transaction that was still open when the list was begun, so that
 * a transaction that commits late is not skipped. Some rows come twice; readers merge them by id.
 * @throws AppError `invalid` for a cursor that this list did not issue
 */
export async function readInboxChanges(
  context: ChatContext,
  input: { tenantId: string; cursor: string | null },
): Promise<InboxChanges> {
  const from = input.cursor === null ? null : positionOf(input.cursor);
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
      cursor: last ? `${horizon}.${last.xid}.${last.id}` : horizon,
      conversations: rows.map(presentConversation),
      hasMore: last !== undefined,
    };
  });
}

function positionOf(cursor: string): Position {
  const [, first, xid, afterId] = CURSOR.exec(cursor) ?? [];
  if (first === undefined) {
    throw new AppError("invalid", {
      detail: "The inbox cursor is not one of this list.",
      errors: [{ path: "cursor", message: "unknown cursor" }],
    });
  }
  return { horizon: first, xid: xid ?? first, afterId: afterId ?? null };
}

async function currentHorizon(tx: TenantTx): Promise<string> {
  const { rows } = await sql<{ xmin: string }>`select pg_snapshot_xmin(pg_current_snapshot())::text as xmin`.execute(
    tx,
  );
  return rows[0]?.xmin ?? "0";
}
