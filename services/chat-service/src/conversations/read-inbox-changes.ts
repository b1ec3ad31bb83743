import type { Conversation } from "@chorus/contracts/entities/conversation";
import type { TenantTx } from "@chorus/database/database";
import { AppError } from "@chorus/kernel/app-error";
import { sql } from "kysely";
import type { ChatContext } from "../context.ts";
import { presentConversation } from "./present-conversation.ts";
import { findConversations } from "./queries.ts";

const PAGE = 500;

export interface InboxChanges {
  cursor: string;
  conversations: Conversation[];
  hasMore: boolean;
}

/**
 * Conversations changed since a cursor. The cursor is the oldest transaction that may still commit: everything older is
 * already seen, so that a late commit is never skipped; some rows come twice, which merging by id takes.
 * @throws AppError `invalid` for a cursor that this list did not give
 */
export async function readInboxChanges(
  context: ChatContext,
  input: { tenantId: string; cursor: string | null },
): Promise<InboxChanges> {
  if (input.cursor !== null && !/^\d{1,20}$/.test(input.cursor)) {
    throw new AppError("invalid", {
      detail: "The inbox cursor is not one of this list.",
      errors: [{ path: "cursor", message: "unknown cursor" }],
    });
  }
  return context.database.readTenant(input.tenantId, async (tx) => {
    const horizon = await currentHorizon(tx);
    if (input.cursor === null) return { cursor: horizon, conversations: [], hasMore: false };
    const changed = await tx
      .selectFrom("conversations")
      .select(["id", sql<string>`changed_xid::text`.as("xid")])
      .where(sql<boolean>`changed_xid >= ${input.cursor}::xid8`)
      .orderBy("changed_xid")
      .limit(PAGE)
      .execute();
    const rows =
      changed.length === 0
        ? []
        : await findConversations(
            tx,
            changed.map((row) => row.id),
          );
    const hasMore = changed.length === PAGE;
    return {
      cursor: hasMore ? (changed.at(-1)?.xid ?? horizon) : horizon,
      conversations: rows.map(presentConversation),
      hasMore,
    };
  });
}

async function currentHorizon(tx: TenantTx): Promise<string> {
  const { rows } = await sql<{ xmin: string }>`select pg_snapshot_xmin(pg_current_snapshot())::text as xmin`.execute(
    tx,
  );
  return rows[0]?.xmin ?? "0";
}
